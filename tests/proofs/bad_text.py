"""Texts that people should never write, and do: markup, pings, tricks, and every length around a limit."""

from random import Random

PIECES = (
    "@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#5000>", "</join:1>", "<t:0:R>", "<:e:1>",
    "@ada_bot", "/erase", "**", "__", "~~", "||", "`", "```", "\\", "[a](https://evil.example)", "# ",
    "-# ", "> ", ">>> ", "- ", "1. ", "<b>", "</b>", "<a href='javascript:x'>", "&lt;", "&", "&#64;",
    "<script>", "]]>", "<tg-spoiler>", "tg://user?id=1", "https://evil.example", "javascript:alert(1)",
    "http://127.0.0.1", "https://user:pw@a.example", "xn--", "://", "'; DROP TABLE people; --", "{name}",
    "{ $name }", "%s", "${7*7}", "{{7}}", "\\u0000", "null", "NaN", "None", "\x00", "\x1b[31m", "\x07",
    "\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\u2028", "\x85", "\r\n", "\n", "\t", "é",
    "e\u0301", "e" + "\u0301" * 30, "🧑\u200d🚀", "👍🏽", "🇩🇪🇫🇷", "שלום", "مرحبا", "ﷺ", "𝔘𝔫𝔦",
    "\u2800", "ㅤ", "١٢", "½", "-1", "0", "999999999999999999999", "1e9", "00", "25:61", "2031-02-30",
    "yesterday", "12/13/14", "\ud800", "a", " ", "word", "Ada", "discord:1", "telegram:1", "true", "[]",
    "on", "25h", "-5m", "31 feb 6pm",
)  # fmt: skip
LENGTHS = (1, 80, 100, 101, 200, 500, 1000, 1001, 2000, 2001, 4000, 4096, 4097, 20_000)


def bad_text(dice: Random) -> str:
    """A few pieces on end, or one of them up to a length, or any signs at all."""
    kind = dice.random()
    if kind < 0.7:
        return "".join(dice.choices(PIECES, k=dice.randrange(1, 8)))
    if kind < 0.85:
        piece = dice.choice(PIECES)
        return (piece * 20_000)[: dice.choice(LENGTHS)]
    return "".join(chr(dice.randrange(1, 0x3000)) for _ in range(dice.randrange(1, 60)))
