"""Makes the learned reader's weights from the corpus: `./dev train`."""
