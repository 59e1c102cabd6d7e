#pragma once

// How an output validator ends.
[[noreturn]] void accept();
[[noreturn]] void reject(const char* folder, const char* why);
