// SPDX-License-Identifier: GPL-2.0-or-later
// How many articles hold a term, remembered: plans ask for the same terms again and again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace dateline {

/// Of what never changes. Safe to share between threads.
class KnownFrequencies {
 public:
  [[nodiscard]] std::optional<std::uint64_t> find(const std::string& term) const {
    const std::lock_guard lock(mutex_);
    const auto known = articles_.find(term);
    if (known == articles_.end()) return std::nullopt;
    return known->second;
  }

  void remember(const std::string& term, std::uint64_t articles) {
    const std::lock_guard lock(mutex_);
    if (articles_.size() >= kMostTerms) articles_.clear();
    articles_.emplace(term, articles);
  }

 private:
  static constexpr std::size_t kMostTerms = 100'000;  ///< some 10 MB

  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::uint64_t> articles_;
};

}  // namespace dateline
