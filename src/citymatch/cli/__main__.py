"""`python -m citymatch.cli`."""

import sys

from . import main

sys.exit(main())
