def spinlock(threads, offers, demands, delayed):
    # Everything stored while the lock was held must be seen before its release is.
    before_release = ["fence"] if delayed else []
    if "add" in offers:
        acquire = ["add r0 m0 1", "load r1 m1", "jump_ne r1 r0 1"]
        return [acquire, [*before_release, "load r0 m0", "store m1 r0"]]
    take = (
        ["swap r0 m0 1", "jump_ne r0 0 0"] if "swap" in offers else ["cas r0 m0 0 1", "jump_eq r0 0 0"]
    )
    return [["load r0 m0", "jump_ne r0 0 0", *take], [*before_release, "store m0 0"]]
