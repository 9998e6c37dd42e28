"""Keys and tokens that should not be in a text that is published.

The shapes are those that their issuers document: each has a prefix that hardly occurs by chance.
A value without such a prefix is only taken for a secret where its name says so (``api_key = …``)
and it reads like chance. Hashes of commits, models and data sets have neither, and are none.
"""

import base64
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Secret(NamedTuple):
    """A key or token in a text.

    Attributes:
        kind: Whose it is, in words: ``a GitHub token``.
        start: Its first character.
        end: The first character after it.
        shown: Enough of it to know it again, and too little to use it.
    """

    kind: str
    start: int
    end: int
    shown: str


class _Shape(NamedTuple):
    """What one kind of secret looks like.

    Attributes:
        kind: As in `Secret`.
        hint: Stands in every text that holds one, in lower case: quicker to look for.
        pattern: Its group ``key`` is what has to stay secret.
        fits: Tells a real one from a placeholder.
    """

    kind: str
    hint: str
    pattern: re.Pattern[str]
    fits: Callable[[str], bool]


LEAST_ENTROPY = 3.0
"""Bits a character: 20 random letters and digits have about 3.9, ``xxxxxxxx`` has none."""

NAMED_ENTROPY = 3.5
"""The same where only a name says that it is a secret."""

_SHOWN = 4
_HIDDEN = 16
"""A key of so many characters or more may show its first `_SHOWN`."""

_PLACEHOLDER = re.compile(
    r"example|placeholder|your|dummy|redacted|xxxx|(.)\1{5}", re.IGNORECASE | re.DOTALL
)
_INVENTED = re.compile(
    r"change|fake|insert|secret|password|passwd|token|\.\.\.|1234567|abcdef|qwert", re.IGNORECASE
)
_VALUE = re.compile(
    r"(?<![:=])(?:=>|:=|=|:)\s{0,3}[\"'`]?"
    r"(?P<key>[A-Za-z0-9+/_=~!@#%^&*-]{16,400}+)(?=[\s\"'`,;)\]}]|\Z)"
)
"""What may be a secret if a name before it says so; rarer than such names, so looked for first."""

_NAME = (
    r"(?:api|access|auth|secret|private|account|client|encryption|signing|master)"
    r"[_-]?(?:access[_-]?)?(?:key|token|secret)(?:[_-]base)?|secret|passw(?:or)?d|passphrase"
    r"|(?<![a-z])(?<!next.)(?<!page.)token"
)
_NAMED = re.compile(rf"(?:{_NAME})[\"'`]?\s{{0,3}}\Z", re.IGNORECASE)
_NAME_LENGTH = 60


def entropy(text: str) -> float:
    """Shannon's entropy of a text, in bits a character."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


def _is_random(key: str) -> bool:
    return not _PLACEHOLDER.search(key) and entropy(key) >= LEAST_ENTROPY


def _is_mixed(key: str) -> bool:
    """Whether letters and digits stand in it as only chance mixes them."""
    mixed = any(map(str.isdigit, key)) and any(map(str.isalpha, key))
    return mixed and _is_random(key) and not _INVENTED.search(key)


def _is_named(key: str) -> bool:
    return _is_mixed(key) and entropy(key) >= NAMED_ENTROPY


def _is_web_token(key: str) -> bool:
    """Whether three parts are a JSON Web Token (RFC 7519), and not every tutorial's John Doe."""
    head, payload, _ = key.split(".")
    return "alg" in _decoded(head) and _decoded(payload).get("sub") != "1234567890"


def _decoded(part: str) -> dict[str, object]:
    try:
        value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _prefixed(
    kind: str, pattern: str, hint: str, fits: Callable[[str], bool] = _is_random
) -> _Shape:
    edges = rf"(?<![A-Za-z0-9_/+-])(?P<key>{pattern})(?![A-Za-z0-9_])"
    return _Shape(kind, hint, re.compile(edges), fits)


_SHAPES = (
    _prefixed("an AWS access key", r"(?:AKIA|ASIA)[A-Z0-9]{16}", "ia"),
    _prefixed("a GitHub token", r"gh[pousr]_[A-Za-z0-9]{36,251}", "gh"),
    _prefixed("a GitHub token", r"github_pat_[A-Za-z0-9_]{36,251}", "github_pat_"),
    _prefixed("a GitLab token", r"glpat-[A-Za-z0-9_.-]{20,}", "glpat-"),
    _prefixed("an Anthropic key", r"sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{20,}", "sk-ant-", _is_mixed),
    _prefixed(
        "an OpenAI key",
        r"sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{32,})",
        "sk-",
    ),
    _prefixed("an OpenRouter key", r"sk-or-v1-[a-f0-9]{32,}", "sk-or-"),
    _prefixed("a Slack token", r"xox[abeoprs]-[A-Za-z0-9-]{10,}", "xox"),
    _prefixed("a Slack token", r"xapp-\d-[A-Za-z0-9-]{20,}", "xapp-"),
    _Shape(
        "a Slack webhook",
        "hooks.slack.com",
        re.compile(r"hooks\.slack\.com/(?P<key>services/T\w{6,}/B\w{6,}/\w{20,})"),
        _is_random,
    ),
    _prefixed("a Google key", r"AIza[A-Za-z0-9_-]{35}", "aiza"),
    _prefixed("a Hugging Face token", r"hf_[A-Za-z0-9]{30,}", "hf_"),
    _prefixed("a Replicate token", r"r8_[A-Za-z0-9]{37}", "r8_"),
    _prefixed("a Stripe key", r"[rs]k_live_[A-Za-z0-9]{16,}", "k_live_"),
    _prefixed("an npm token", r"npm_[A-Za-z0-9]{36}", "npm_"),
    _prefixed("a PyPI token", r"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}", "pypi-"),
    _prefixed("a SendGrid key", r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}", "sg."),
    _prefixed(
        "a JSON Web Token",
        r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}",
        "eyj",
        _is_web_token,
    ),
    _Shape(
        "a private key",
        "private key",
        re.compile(
            r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[\s>]|\\n)*"
            r"(?:[A-Za-z-]+: [^\n]*\n[\s>]*)*(?P<key>[A-Za-z0-9+/=]{24,}+)(?!\.\.\.|…)"
        ),
        _is_random,
    ),
    _Shape(
        "a password in an address",
        "://",
        re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]+:(?P<key>[^\s:/@<>{}$*]{8,})@[\w.-]+"),
        _is_mixed,
    ),
    _Shape(
        "a secret",
        "bearer",
        re.compile(r"Bearer\s+(?P<key>[A-Za-z0-9+/_=~-]{20,}+)(?=[\s\"'`,;)\]}]|\Z)"),
        _is_named,
    ),
)
"""The issuers' own shapes first: what fits several is told by the first."""


def find_secrets(text: str) -> Iterator[Secret]:
    """Find every key and token of a text, code included, in no particular order."""
    lower = text.lower()
    told: set[int] = set()
    for shape in _SHAPES:
        if shape.hint not in lower:
            continue
        for match in shape.pattern.finditer(text):
            start, end = match.span("key")
            if start not in told and shape.fits(match["key"]):
                told.add(start)
                yield Secret(shape.kind, start, end, _shown(match["key"]))
    for match in _VALUE.finditer(text):
        start, end = match.span("key")
        if start not in told and _is_named(match["key"]) and _has_name(text, match.start()):
            yield Secret("a secret", start, end, _shown(match["key"]))


def _has_name(text: str, end: int) -> bool:
    """Whether what stands right before a place says that a secret follows."""
    return _NAMED.search(text[max(0, end - _NAME_LENGTH) : end]) is not None


def _shown(key: str) -> str:
    start = key[:_SHOWN] if len(key) >= _HIDDEN else ""
    return f"{start}… ({len(key)} characters)"
