// SPDX-License-Identifier: GPL-2.0-or-later
// SIGINT and SIGTERM as a flag to check, so that work ends at a clean point.
#pragma once

namespace dateline::commands {

/// From the first call on, the first SIGINT or SIGTERM is noted, and the second ends the process
/// immediately.
void note_stop_signals();

/// The signal noted; 0 before.
int stop_signal() noexcept;

/// Becomes readable once a signal was noted: to wait for it along with other descriptors. -1 before
/// `note_stop_signals`.
int stop_descriptor() noexcept;

/// "SIGINT" or "SIGTERM".
const char* name_of_signal(int signal) noexcept;

/// Ends the process as `signal` would have done, so that shells and supervisors see why (exit code
/// 128 + signal).
[[noreturn]] void end_by(int signal) noexcept;

}  // namespace dateline::commands
