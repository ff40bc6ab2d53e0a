// SPDX-License-Identifier: GPL-2.0-or-later
// How many articles hold a term, remembered: plans ask for the same terms again and again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dateline {

/// Stands for the articles of one language among those that hold a term. No term begins like it.
inline std::string in_language(std::string_view term, std::string_view language) {
  return '\x01' + std::string(language) + ' ' + std::string(term);
}
/// The term and the language that it was made from; nothing for a term.
inline std::optional<std::pair<std::string, std::string>> term_and_language(std::string_view key) {
  if (!key.starts_with('\x01')) return std::nullopt;
  const std::size_t end = key.find(' ');
  return std::pair(std::string(key.substr(end + 1)), std::string(key.substr(1, end - 1)));
}

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
