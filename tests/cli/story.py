"""A small invented story in two files: a report, and a re-report that says more than was decided."""

import subprocess
from collections.abc import Callable

Asyl = Callable[..., "subprocess.CompletedProcess[str]"]

FIRST = """Steppe Courier

Court lets a herder stay

By Ines Hallgarten
March 4, 2021

Toktar Sagidulla, a 41-year-old herder from Emin county, fled to Kazakhstan on 9 November 2020. On
November 20, 2020 he applied for asylum in Taldykorgan, and on December 1, 2020 the migration service issued
him with a certificate of an asylum seeker.

On February 25, 2021 a court in Zharkent gave Toktar Sagidulla a suspended sentence of five months for
illegally crossing the border. "He will not be sent back," said his lawyer, Marta Ellingsen.
"""

SECOND = """Border Gazette

Chinese Kazakh granted refugee status

Published: March 9, 2021

As reported by Steppe Courier, a court has granted refugee status to Toktar Sagidulla, a herder from Emin county.

Toktar Sagidulla, a 41-year-old herder from Emin county, fled to Kazakhstan on 9 November 2020. On
November 20, 2020 he applied for asylum in Taldykorgan, and on December 1, 2020 the migration service issued
him with a certificate of an asylum seeker.
"""
