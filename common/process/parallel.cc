// SPDX-License-Identifier: GPL-2.0-or-later
// Counters and some threads; tasks are long enough that nothing finer is needed.
#include "common/process/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace dateline {

Budget& Budget::of_process() {
  static Budget budget(std::max(std::thread::hardware_concurrency(), 1U));
  return budget;
}

Budget::Share Budget::take(std::size_t most) {
  const std::lock_guard lock(mutex_);
  ++busy_;  // the caller, which counts even if there is no room
  const unsigned free = busy_ < threads_ ? threads_ - busy_ : 0;
  const auto helpers = static_cast<unsigned>(std::min<std::size_t>(free, most));
  busy_ += helpers;
  return {*this, helpers};
}

void Budget::give_back(unsigned threads) {
  const std::lock_guard lock(mutex_);
  busy_ -= threads;
}

void parallel(std::size_t tasks, unsigned jobs,
              const std::function<std::function<void(std::size_t)>()>& make_worker) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    try {
      const auto worker = make_worker();
      for (std::size_t task = next++; task < tasks; task = next++) worker(task);
    } catch (...) {
      // Passed to the caller's thread; the others finish their task and stop.
      next = tasks;
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  const std::size_t threads = std::clamp<std::size_t>(jobs, 1, std::max<std::size_t>(tasks, 1));
  std::vector<std::jthread> others;
  try {
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run);
  } catch (const std::exception&) {
    // Fewer will do.
  }
  run();
  others.clear();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace dateline
