"""Renewals: one record for each term of a contract, from the day the term is known to the day it is resolved."""
