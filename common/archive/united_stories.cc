// SPDX-License-Identifier: GPL-2.0-or-later
// Two maps, each the other's reverse. United stories are rare: a late article must show that two of
// them are one.
#include "common/archive/united_stories.h"

#include "common/disk/arrays.h"

namespace dateline {
namespace {

constexpr disk::Magic kMagic = {'D', 'L', 'u', 'n', 'i', 't', 'e', '1'};

struct Footer {
  std::uint64_t count = 0;
  std::uint64_t parts = 0;
  std::uint64_t wholes = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kMagic;
};

}  // namespace

UnitedStories::UnitedStories(const std::filesystem::path& path) {
  const disk::ArrayFile file(path, "the list of united stories");
  file.verify<Footer>(kMagic);
  const auto footer = file.footer<Footer>(kMagic);
  const auto parts = file.array<std::uint64_t>(footer.parts, footer.count).all();
  const auto wholes = file.array<std::uint64_t>(footer.wholes, footer.count).all();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    whole_.emplace(parts[i], wholes[i]);
    parts_.emplace(wholes[i], parts[i]);
  }
}

std::uint64_t UnitedStories::whole(std::uint64_t number) const {
  const auto it = whole_.find(number);
  return it == whole_.end() ? number : it->second;
}

std::vector<std::uint64_t> UnitedStories::parts(std::uint64_t whole) const {
  std::vector<std::uint64_t> all = {whole};
  const auto [begin, end] = parts_.equal_range(whole);
  for (auto it = begin; it != end; ++it) all.push_back(it->second);
  return all;
}

void UnitedStories::unite(std::uint64_t part, std::uint64_t whole) {
  for (const std::uint64_t number : parts(part)) {
    whole_[number] = whole;
    parts_.emplace(whole, number);
  }
  parts_.erase(part);
}

void UnitedStories::write(const std::filesystem::path& path) const {
  std::vector<std::uint64_t> parts;
  std::vector<std::uint64_t> wholes;
  for (const auto& [part, whole] : whole_) {
    parts.push_back(part);
    wholes.push_back(whole);
  }
  disk::ArrayWriter file(path);
  Footer footer;
  footer.count = parts.size();
  footer.parts = file.append_array(parts);
  footer.wholes = file.append_array(wholes);
  file.finish(footer);
}

}  // namespace dateline
