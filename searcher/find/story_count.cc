// SPDX-License-Identifier: GPL-2.0-or-later
// A first pass marks a bit for each story; stories whose bit was already marked are counted in a
// second pass, which few without copies need.
#include "searcher/find/story_count.h"

#include <algorithm>
#include <bit>

namespace dateline {
namespace {

/// Bits per match, so that one story in sixteen shares its bit with another by chance.
constexpr std::size_t kBits = 16;

/// The place of a story among 2^`bits`.
std::size_t spread(std::uint64_t story, int bits) {
  return static_cast<std::size_t>((story * 0x9E3779B97F4A7C15U) >>
                                  static_cast<unsigned>(64 - bits));
}

/// log2 of the power of two that is at least `size`, and at least 64.
int bits_for(std::size_t size) {
  return static_cast<int>(std::bit_width(std::max<std::size_t>(size, 64) - 1));
}

class BitSet {
 public:
  explicit BitSet(int bits) : words_((std::size_t{1} << static_cast<unsigned>(bits)) / 64) {}
  [[nodiscard]] bool has(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }
  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace

void StoryCount::add(std::uint32_t segment, const match::Window& window) {
  const UnitedStories& united = archive_.united_stories();
  const bool any_united = united.size() != 0;
  stories_.use_table(segment, [&](const segment::Stories& table) {
    const auto numbers = table.numbers();
    window.matches.each([&](std::uint32_t i) {
      const std::uint64_t number = numbers[window.first + i - 1];
      numbers_.push_back(any_united ? united.whole(number) : number);
    });
  });
}

void StoryCount::add(std::uint32_t segment, std::uint32_t docid) {
  numbers_.push_back(stories_.number(segment, docid));
}

std::size_t StoryCount::place_of(std::uint64_t story) const {
  const std::size_t mask = counted_.size() - 1;
  std::size_t at = spread(story, bits_for(counted_.size()));
  while (counted_[at].articles != 0 && counted_[at].story != story) at = (at + 1) & mask;
  return at;
}

void StoryCount::finish() {
  const int bits = bits_for(numbers_.size() * kBits);
  BitSet met(bits);
  BitSet met_again(bits);
  for (const std::uint64_t number : numbers_) {
    const std::size_t at = spread(number, bits);
    if (met.has(at)) {
      met_again.set(at);
    } else {
      met.set(at);
    }
  }
  distinct_ = numbers_.size();
  std::erase_if(numbers_,
                [&](std::uint64_t number) { return !met_again.has(spread(number, bits)); });
  distinct_ -= numbers_.size();
  counted_.assign(std::size_t{1} << static_cast<unsigned>(bits_for(2 * numbers_.size())), {});
  for (const std::uint64_t number : numbers_) {
    Counted& counted = counted_[place_of(number)];
    counted.story = number;
    if (counted.articles++ == 0) ++distinct_;
  }
  numbers_.clear();
}

std::uint64_t StoryCount::articles(std::uint64_t story) const {
  return std::max<std::uint64_t>(counted_[place_of(story)].articles, 1);
}

}  // namespace dateline
