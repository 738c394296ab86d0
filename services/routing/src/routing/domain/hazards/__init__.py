"""Hazards (安全隐患): seen on a case, told to who must act, whoever owns the case."""
