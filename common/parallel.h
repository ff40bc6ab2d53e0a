// SPDX-License-Identifier: GPL-2.0-or-later
// Independent tasks on a few threads.
#pragma once

#include <cstddef>
#include <functional>

namespace dateline {

/// Calls `make_worker` once in each of `jobs` threads, or of as many as there can be, and the
/// workers with 0 … tasks-1, each number once, in rising order of start. The first exception stops
/// further tasks and is rethrown here.
void parallel(std::size_t tasks, unsigned jobs,
              const std::function<std::function<void(std::size_t)>()>& make_worker);

}  // namespace dateline
