// SPDX-License-Identifier: GPL-2.0-or-later
// Independent tasks on a few threads, and how many threads there may be.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>

namespace dateline {

/// How many threads may compute at a time. Safe to share between threads.
class Budget {
 public:
  /// The calling thread and its helpers, returned on destruction.
  class Share {
   public:
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { budget_.give_back(1 + helpers_); }
    [[nodiscard]] unsigned helpers() const { return helpers_; }

   private:
    friend class Budget;
    Share(Budget& budget, unsigned helpers) : budget_(budget), helpers_(helpers) {}

    Budget& budget_;
    unsigned helpers_;
  };

  explicit Budget(unsigned threads) : threads_(threads) {}
  /// That of the process: one thread per processor.
  static Budget& of_process();

  /// 0 … `most` helpers beside the caller, which computes as well. Does not wait.
  [[nodiscard]] Share take(std::size_t most);

 private:
  void give_back(unsigned threads);

  unsigned threads_;
  std::mutex mutex_;
  unsigned busy_ = 0;
};

/// Calls `make_worker` once in each of `jobs` threads, or of as many as there can be, and the
/// workers with 0 … tasks-1, each number once, in rising order of start. The first exception stops
/// further tasks and is rethrown here.
void parallel(std::size_t tasks, unsigned jobs,
              const std::function<std::function<void(std::size_t)>()>& make_worker);

}  // namespace dateline
