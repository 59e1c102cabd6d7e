"""Refuses inputs outside the statement's bounds."""


def validate(given):
    """Threads, what the machine offers, what is demanded, whether stores are delayed."""
    threads, offers, demands, _ = given
    if threads not in (2, 3, 4):
        raise ValueError("two to four threads")
    if not offers or len(set(offers)) != len(offers) or not set(offers) <= {"swap", "cas", "add"}:
        raise ValueError("the machine offers some of swap, cas and add, each once")
    if len(set(demands)) != len(demands) or not set(demands) <= {"quiet", "fair"}:
        raise ValueError("quiet and fair can be demanded, each once")
    if "fair" in demands and "add" not in offers:
        raise ValueError("fair is demanded only of machines that offer add")
