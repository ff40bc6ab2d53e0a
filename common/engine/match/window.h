// SPDX-License-Identifier: GPL-2.0-or-later
// A stretch of docids, looked at together.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dateline::match {

/// Documents in a window: their scores fit into the first-level cache.
inline constexpr std::uint32_t kWindow = 4096;

/// A set of the documents of a window.
class Bits {
 public:
  void clear() { words_.fill(0); }
  void set(std::uint32_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void unset(std::uint32_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
  [[nodiscard]] bool test(std::uint32_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }
  /// Adds `begin` … `end` - 1.
  void set_range(std::uint32_t begin, std::uint32_t end) {
    for (; begin < end && begin % 64 != 0; ++begin) set(begin);
    for (; begin + 64 <= end; begin += 64) words_[begin / 64] = ~std::uint64_t{0};
    for (; begin < end; ++begin) set(begin);
  }
  /// Adds rising docids, counted from `first`. Members of one word are collected before it is
  /// written: reading it back each time would take longest.
  void set_rising(std::span<const std::uint32_t> docids, std::uint32_t first) {
    std::size_t at = 0;
    std::uint64_t word = 0;
    for (const std::uint32_t docid : docids) {
      const std::uint32_t i = docid - first;
      if (i / 64 != at) {
        words_[at] |= word;
        word = 0;
        at = i / 64;
      }
      word |= std::uint64_t{1} << (i % 64);
    }
    words_[at] |= word;
  }
  Bits& operator|=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  Bits& operator&=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  void remove(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
  [[nodiscard]] bool any() const {
    std::uint64_t all = 0;
    for (const std::uint64_t word : words_) all |= word;
    return all != 0;
  }
  [[nodiscard]] std::uint32_t count() const {
    int sum = 0;
    for (const std::uint64_t word : words_) sum += std::popcount(word);
    return static_cast<std::uint32_t>(sum);
  }
  /// Adds those of 64 members from 64 · `w` on, and returns whether there is any.
  bool add_word(std::size_t w, std::uint64_t members) {
    words_[w] |= members;
    return members != 0;
  }
  /// 64 members from 64 · `w` on, as bits.
  [[nodiscard]] std::uint64_t word(std::size_t w) const { return words_[w]; }
  static constexpr std::size_t kWords = kWindow / 64;
  /// Calls `visit` with each member, in rising order.
  template <typename Visit>
  void each(Visit visit) const {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (std::uint64_t word = words_[w]; word != 0; word &= word - 1) {
        visit(static_cast<std::uint32_t>(w * 64) +
              static_cast<std::uint32_t>(std::countr_zero(word)));
      }
    }
  }

 private:
  std::array<std::uint64_t, kWindow / 64> words_{};
};

/// Scores of the documents of a window; zero where nothing matched.
using Scores = std::array<double, kWindow>;

/// All-zero scores, lent to code that adds its own scores before passing them on, and returned as
/// zeros: allocating and clearing them each time would take longer than most queries.
class ScoresPool {
 public:
  class Loan {
   public:
    explicit Loan(ScoresPool& pool) : pool_(pool) {
      if (pool.free_.empty()) pool.free_.push_back(std::make_unique<Scores>());
      scores_ = std::move(pool.free_.back());
      pool.free_.pop_back();
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { pool_.free_.push_back(std::move(scores_)); }
    [[nodiscard]] double* data() { return scores_->data(); }

   private:
    ScoresPool& pool_;
    std::unique_ptr<Scores> scores_;
  };

 private:
  std::vector<std::unique_ptr<Scores>> free_;
};

/// Documents `first` … `first` + kWindow - 1, and which of them match.
struct Window {
  std::uint32_t first = 0;
  Bits matches;
  Scores scores{};
};

}  // namespace dateline::match
