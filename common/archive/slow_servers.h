// SPDX-License-Identifier: GPL-2.0-or-later
// Servers that recently did not answer, so that no command waits for what another has waited for.
//
//   $XDG_RUNTIME_DIR/dateline/slow-servers   a line per server: seconds since 1970, a space, the
//                                            server; $XDG_STATE_HOME stands in where that is unset
//
// This affects only the order in which a shard's servers are asked, so it does not matter if the
// file is lost or cannot be written.
#pragma once

#include <set>
#include <string>

namespace dateline {

/// The servers that were noted within the last minute, as `shard attach` takes them.
std::set<std::string> slow_servers() noexcept;

/// For one thread at a time.
void note_slow_server(const std::string& server) noexcept;

}  // namespace dateline
