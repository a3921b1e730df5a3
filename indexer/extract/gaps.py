"""What stands between two names or posts of a text: a set of these as one integer.

Plain integers and not an enum.Flag: the sets are built for every word of an article, and Flag is ten times slower.
"""

from __future__ import annotations


class Gap:
    """One bit for each kind of sign or word."""

    NOTHING = 0
    COMMA = 1 << 0
    DASH = 1 << 1
    SLASH = 1 << 2
    OPEN = 1 << 3
    CLOSE = 1 << 4
    COLON = 1 << 5
    SEMICOLON = 1 << 6
    AND = 1 << 7
    HONORIFIC = 1 << 8
    # "các", "hai", "3" before an honorific or a post: a list follows.
    PLURAL = 1 << 9
    # "là", "kiêm", "hiện là"
    LINK = 1 << 10
    # "được bầu", "tái cử", "bổ nhiệm"
    APPOINT = 1 << 11
    # "bầu", "điều động", "phân công": an appointment that names its post later
    TRANSFER = 1 << 12
    # "thôi giữ chức", "miễn nhiệm"
    DISMISS = 1 << 13
    # "làm"
    MAKE = 1 << 14
    # "nguyên là", "từng là"
    WAS = 1 << 15
    # "đối với", "cho"
    FOR = 1 << 16
    # "gồm", "có"
    LIST = 1 << 17
    # what may stand between a person and the post: "sinh năm 1975", ", huyện B"
    DETAIL = 1 << 18
    VERB = 1 << 19
    WORDS = 1 << 20
    STOP = 1 << 21
    NEWLINE = 1 << 22
    BULLET = 1 << 23
    BYLINE = 1 << 24
    # "giữ chức", "chức vụ", "đảm nhiệm": a post follows
    HOLD = 1 << 25
