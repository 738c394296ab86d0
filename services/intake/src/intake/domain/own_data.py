"""What somebody may be told of their own petition's data (个人信息保护法第45条)."""

from typing import Final

from intake.domain.channel import Channel

OWN_WORDS: Final = frozenset(Channel) - {
    Channel.INSTRUCTION,
    Channel.INFORMER,
    Channel.IMPORT,
    Channel.DEVICE,
}
"""By these channels the petitioner spoke; by the others somebody wrote about them."""
