// SPDX-License-Identifier: GPL-2.0-or-later
// SIGINT and SIGTERM as something to ask for, so that work ends where it is whole.
#pragma once

namespace dateline {

/// From the first call on the first SIGINT or SIGTERM is noted, and the second ends the process at
/// once.
void note_stop_signals();

/// The one that was noted; 0 before.
int stop_signal() noexcept;

/// Can be read from once a signal was noted: to be waited for beside other descriptors. -1 before
/// `note_stop_signals`.
int stop_descriptor() noexcept;

/// "SIGINT" or "SIGTERM".
const char* name_of_signal(int signal) noexcept;

/// Ends the process as `signal` would have done, so that shells and supervisors see why (exit code
/// 128 + signal).
[[noreturn]] void end_by(int signal) noexcept;

}  // namespace dateline
