"""A command's module that can't be imported."""

import httpxx
