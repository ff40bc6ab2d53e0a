// SPDX-License-Identifier: GPL-2.0-or-later
// Stories that were found to be one after segments had been written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <vector>

namespace dateline {

/// A plain value. Each united story points at the one that all its articles now belong to, which
/// points at none.
class UnitedStories {
 public:
  UnitedStories() = default;
  /// Reads the file. Throws disk::Damaged, or Error (Machine).
  explicit UnitedStories(const std::filesystem::path& file);

  /// The story that `number` is part of; itself, if it was never united.
  [[nodiscard]] std::uint64_t whole(std::uint64_t number) const;
  /// The numbers united in `whole`, including itself.
  [[nodiscard]] std::vector<std::uint64_t> parts(std::uint64_t whole) const;
  [[nodiscard]] std::size_t size() const { return whole_.size(); }

  /// From now on the articles of `part` belong to `whole`. Both are wholes.
  void unite(std::uint64_t part, std::uint64_t whole);

  /// Throws Error (Machine).
  void write(const std::filesystem::path& file) const;

 private:
  std::map<std::uint64_t, std::uint64_t> whole_;
  std::multimap<std::uint64_t, std::uint64_t> parts_;
};

}  // namespace dateline
