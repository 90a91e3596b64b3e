"""What each group is asked, how it leans, and what triangulation is meant to find.

A leaning is the chance that a passage is favourable: 0.9 says it works, 0.1 that it does not.
"""

from __future__ import annotations

from random import Random

GUIDES: dict[str, tuple[str, ...]] = {
    "C": (
        "early-advice", "digital", "suspect", "relationships", "communication", "jury", "delay", "soteria", "memory",
        "isva-role", "resources", "wellbeing", "referral", "panels", "disruption", "court", "freeze", "letters",
        "listing", "bail", "therapy", "data", "week", "feedback", "handover",
    ),
    "P": (
        "early-advice", "suspect", "referral", "relationships", "digital", "isva-role", "resources", "training",
        "myth-false", "wellbeing", "soteria", "disruption", "communication", "memory", "voice", "withdraw", "jury",
        "updates", "panels", "freeze", "bail", "letters", "rural", "data", "week", "culture", "handover", "dignity",
    ),
    "I": (
        "isva-role", "referral", "communication", "relationships", "voice", "updates", "digital", "delay", "withdraw",
        "access", "soteria", "wellbeing", "panels", "court", "training", "letters", "therapy", "rural",
        "aftermath", "label", "week", "culture", "handover", "dignity", "building",
    ),
    "B": (
        "early-advice", "digital", "memory", "court", "myth-delay", "jury", "suspect", "delay", "isva-role",
        "resources", "listing", "week", "stereo-after", "therapy", "dignity", "newcomer", "building",
    ),
    "J": (
        "court", "delay", "memory", "myth-delay", "digital", "isva-role", "wellbeing", "resources", "updates",
        "listing", "week", "dignity", "aftermath", "newcomer", "building", "rural",
    ),
}  # fmt: skip
ASIDES: dict[str, tuple[str, ...]] = {
    "C": (
        "myth-delay", "myth-demeanour", "myth-resist", "updates", "training", "voice", "withdraw", "access",
        "stereo-past", "stereo-him", "stereo-after", "stereo-who", "stereo-minimise", "culture", "aftermath",
        "label", "rural", "dignity", "newcomer", "building",
    ),
    "P": (
        "myth-delay", "myth-demeanour", "myth-resist", "delay", "relationships", "access", "court", "stereo-past",
        "stereo-him", "stereo-after", "stereo-who", "stereo-minimise", "therapy", "label", "feedback", "aftermath",
        "newcomer", "building",
    ),
    "I": (
        "myth-delay", "myth-resist", "myth-demeanour", "myth-false", "resources", "suspect", "memory", "freeze",
        "stereo-past", "stereo-him", "stereo-after", "stereo-who", "stereo-minimise", "feedback", "newcomer",
    ),
    "B": (
        "myth-false", "myth-demeanour", "myth-resist", "relationships", "communication", "training", "wellbeing",
        "freeze", "updates", "withdraw", "stereo-past", "stereo-him", "stereo-who", "stereo-minimise", "rural",
        "aftermath", "label",
    ),
    "J": (
        "myth-false", "myth-demeanour", "myth-resist", "jury", "training", "communication", "relationships",
        "access", "voice", "freeze", "stereo-past", "stereo-him", "stereo-after", "stereo-who",
    ),
}  # fmt: skip
OPPOSITES: dict[str, tuple[str, ...]] = {
    "C": ("That said,", "Having said that,", "On the other hand,", "But then"),
    "P": ("Mind you,", "Then again,", "Having said that,", "But fair's fair,"),
    "I": ("But then again,", "Having said that,", "To be fair to them,", "And yet"),
    "B": ("That said,", "On the other side of it,", "And yet"),
    "J": ("On the other hand,", "And yet", "I should add that"),
}
LEANINGS: dict[str, dict[str, float]] = {
    "early-advice": {"C": 0.85, "P": 0.5, "B": 0.5},
    "referral": {"P": 0.95, "I": 0.12, "C": 0.3},
    "isva-role": {"C": 0.85, "P": 0.8, "I": 0.85, "B": 0.8, "J": 0.8},
    "communication": {"C": 0.35, "P": 0.4, "I": 0.25, "B": 0.1, "J": 0.1},
    "relationships": {"C": 0.6, "P": 0.4, "I": 0.5, "B": 0.8},
    "digital": {"C": 0.9, "P": 0.12, "I": 0.3, "B": 0.5, "J": 0.5},
    "delay": {"C": 0.05, "P": 0.05, "I": 0.02, "B": 0.02, "J": 0.05},
    "suspect": {"P": 0.95, "C": 0.4, "B": 0.1, "I": 0.25},
    "soteria": {"C": 0.65, "P": 0.4, "I": 0.5},
    "resources": {"C": 0.2, "P": 0.15, "I": 0.05, "B": 0.05, "J": 0.05},
    "wellbeing": {"C": 0.5, "P": 0.25, "I": 0.4, "B": 0.1},
    "updates": {"C": 0.5, "P": 0.7, "I": 0.2},
    "training": {"C": 0.5, "P": 0.35, "I": 0.45, "J": 0.9},
    "panels": {"C": 0.5, "P": 0.3, "I": 0.5},
    "letters": {"C": 0.6, "P": 0.5, "I": 0.25},
    "therapy": {"C": 0.75, "P": 0.45, "I": 0.5},
    "bail": {"C": 0.4, "P": 0.5},
    "data": {"C": 0.35, "P": 0.3},
    "culture": {"C": 0.45, "P": 0.5, "I": 0.35},
    "feedback": {"C": 0.45, "P": 0.3, "I": 0.5},
    "dignity": {"C": 0.9, "P": 0.6, "I": 0.5, "B": 0.95, "J": 0.95},
}
AREA_SHIFTS: dict[tuple[str, str], float] = {
    ("C", "early-advice"): 0.4,
    ("E", "resources"): -0.3,
    ("E", "relationships"): -0.35,
    ("B", "communication"): 0.45,
    ("B", "referral"): 0.25,
    ("A", "digital"): -0.25,
    ("A", "delay"): -0.2,
    ("D", "panels"): 0.4,
}
MEETING_TOPICS: dict[str, tuple[str, ...]] = {
    "panel": ("panels", "updates", "myth-demeanour", "isva-role", "digital", "delay", "letters", "feedback",
              "stereo-past", "stereo-him", "stereo-after", "stereo-who", "stereo-minimise", "culture", "withdraw"),
    "forum": ("communication", "referral", "delay", "isva-role", "relationships", "resources", "letters", "therapy",
              "rural", "access", "data", "court", "voice", "aftermath"),
    "training": ("training", "memory", "freeze", "label", "stereo-after", "stereo-who", "withdraw", "dignity"),
}  # fmt: skip
COLUMNS = ("CPS", "Police", "ISVA", "Counsel", "Judges", "early advice", "panel", "forum", "training", "case file")
# Each theme compared with the position of one kind of evidence; a cell not named here makes no claim.
CONVERGENCE: dict[str, dict[str, object]] = {
    "early advice works": {
        "ref": "E7",
        "reference": "CPS",
        "cells": {
            "CPS": "agreement",
            "early advice": "agreement",
            "Police": "partial agreement",
            "Counsel": "partial agreement",
            "case file": "partial agreement",
            "ISVA": "silence: not asked",
            "Judges": "silence: not asked",
        },
    },
    "delay harms cases": {
        "ref": "E6",
        "reference": "ISVA",
        "cells": {
            "CPS": "agreement",
            "ISVA": "agreement",
            "Counsel": "agreement",
            "Judges": "agreement",
            "early advice": "agreement",
            "case file": "agreement",
            "training": "silence: not asked",
        },
    },
    "referral to an ISVA is immediate": {
        "ref": "E3",
        "reference": "Police",
        "cells": {
            "Police": "agreement",
            "ISVA": "dissonance",
            "case file": "dissonance",
            "CPS": "partial agreement",
            "Judges": "silence: not asked",
            "Counsel": "silence: not asked",
            "early advice": "silence: not asked",
        },
    },
    "digital requests are narrow": {
        "ref": "E5",
        "reference": "CPS",
        "cells": {
            "CPS": "agreement",
            "Police": "dissonance",
            "early advice": "dissonance",
            "case file": "dissonance",
            "Counsel": "partial agreement",
            "Judges": "partial agreement",
            "ISVA": "dissonance",
        },
    },
    "investigations look at the suspect": {
        "ref": "F1",
        "against": "F2",
        "reference": "Police",
        "cells": {
            "Police": "agreement",
            "early advice": "dissonance",
            "case file": "dissonance",
            "training": "agreement",
            "CPS": "partial agreement",
            "Counsel": "dissonance",
            "Judges": "silence: not asked",
        },
    },
    "ISVAs keep people in the process": {
        "ref": "E1",
        "reference": "ISVA",
        "cells": {
            "ISVA": "agreement",
            "Police": "agreement",
            "CPS": "agreement",
            "Counsel": "agreement",
            "Judges": "partial agreement",
            "case file": "partial agreement",
            "early advice": "silence: not asked",
        },
    },
    "the work takes its toll": {
        "ref": "F7",
        "reference": "Police",
        "cells": {
            "Police": "agreement",
            "ISVA": "agreement",
            "CPS": "partial agreement",
            "Judges": "silence: asked, not raised",
            "early advice": "silence: not asked",
            "case file": "silence: no data",
        },
    },
}


def favours(topic: str, group: str, area: str, opinion: float, rng: Random) -> bool:
    """Whether this answer is favourable: the group's leaning, moved by the area and by who is speaking."""
    base = LEANINGS.get(topic, {}).get(group, 0.5) + AREA_SHIFTS.get((area, topic), 0.0)
    return rng.random() < min(0.98, max(0.02, base + opinion))
