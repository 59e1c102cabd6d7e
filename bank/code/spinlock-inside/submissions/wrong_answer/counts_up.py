def spinlock(threads, offers, demands, delayed):
    if "add" in offers:
        return [["add r0 m0 1", "jump_ne r0 0 0"], ["fence", "store m0 0"]]
    if "swap" in offers:
        return [["swap r0 m0 1", "jump_ne r0 0 0"], ["fence", "store m0 0"]]
    return [["cas r0 m0 0 1", "jump_eq r0 0 0"], ["fence", "store m0 0"]]
