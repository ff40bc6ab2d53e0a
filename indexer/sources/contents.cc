// SPDX-License-Identifier: GPL-2.0-or-later
// Sorted arrays, searched in place and merged.
#include "indexer/sources/contents.h"

#include "common/disk/file.h"

#include <algorithm>
#include <iterator>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr const char* kWhat = "the list of articles in files";
constexpr disk::Magic kContentsMagic = {'D', 'L', 'h', 'o', 'l', 'd', 's', '1'};

/// Offsets from the beginning of the file, and counts.
struct Footer {
  std::uint64_t count = 0;
  std::uint64_t path_ends = 0;
  std::uint64_t paths = 0;
  std::uint64_t ends = 0;
  std::uint64_t id_count = 0;
  std::uint64_t ids = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kContentsMagic;
};

std::size_t weight_of(const std::vector<FileContents>& contents) {
  std::size_t weight = contents.size();
  for (const FileContents& file : contents) weight += file.ids.size();
  return weight;
}

/// In order of path; of several with one path the last stays.
void settle(std::vector<FileContents>& contents) {
  std::reverse(contents.begin(), contents.end());
  std::ranges::stable_sort(contents, {}, &FileContents::path);
  const auto again =
      std::unique(contents.begin(), contents.end(),
                  [](const FileContents& a, const FileContents& b) { return a.path == b.path; });
  contents.erase(again, contents.end());
}

void write(const fs::path& path, const std::vector<FileContents>& contents) {
  std::string paths;
  std::vector<std::uint64_t> path_ends;
  std::vector<std::uint64_t> ends;
  std::vector<IdHash> ids;
  for (const FileContents& file : contents) {
    paths += file.path;
    path_ends.push_back(paths.size());
    ids.insert(ids.end(), file.ids.begin(), file.ids.end());
    ends.push_back(ids.size());
  }
  disk::ArrayWriter to(path);
  Footer footer;
  footer.count = contents.size();
  footer.path_ends = to.append_array(path_ends);
  footer.paths = to.size();
  to.append(paths);
  footer.ends = to.append_array(ends);
  footer.id_count = ids.size();
  footer.ids = to.append_array(ids);
  to.finish(footer);
}

}  // namespace

std::string listed_path(const fs::path& path) {
  return fs::absolute(path).lexically_normal().string();
}

Contents::List::List(const fs::path& path) : file(path, kWhat) {
  const auto footer = file.footer<Footer>(kContentsMagic);
  paths = file.parts(footer.paths, file.array<std::uint64_t>(footer.path_ends, footer.count));
  ends = file.array<std::uint64_t>(footer.ends, footer.count);
  ids = file.array<IdHash>(footer.ids, footer.id_count);
}

std::optional<std::size_t> Contents::List::find(std::string_view path) const {
  std::size_t begin = 0;
  for (std::size_t left = paths.size(); left > 0;) {
    const std::size_t half = left / 2;
    if (paths[begin + half] < path) {
      begin += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  if (begin == paths.size() || paths[begin] != path) return std::nullopt;
  return begin;
}

std::span<const IdHash> Contents::List::ids_of(std::size_t i) const {
  const std::uint64_t begin = i == 0 ? 0 : ends[i - 1];
  const std::uint64_t end = ends[i];
  if (begin > end || end > ids.size()) file.damaged();
  return ids.all().subspan(begin, end - begin);
}

Contents::Contents(const fs::path& directory, const Manifest& manifest) {
  for (const std::string& name : manifest.contents) lists_.emplace_back(directory / name);
}

std::optional<std::span<const IdHash>> Contents::of(std::string_view path) const {
  for (auto list = lists_.rbegin(); list != lists_.rend(); ++list) {
    if (const auto i = list->find(path)) return list->ids_of(*i);
  }
  return std::nullopt;
}

void Contents::each(
    const std::function<void(std::string_view path, std::span<const IdHash>)>& visit) const {
  for (auto list = lists_.rbegin(); list != lists_.rend(); ++list) {
    for (std::size_t i = 0; i < list->paths.size(); ++i) {
      const std::string_view path = list->paths[i];
      const bool is_newest = std::none_of(
          lists_.rbegin(), list, [&](const List& newer) { return newer.find(path).has_value(); });
      if (is_newest) visit(path, list->ids_of(i));
    }
  }
}

void Contents::verify() const {
  for (const List& list : lists_) list.file.verify<Footer>(kContentsMagic);
  each([](std::string_view /*path*/, std::span<const IdHash> /*ids*/) {});
}

void add_contents(const fs::path& directory, const std::string& name,
                  std::vector<FileContents> contents, Manifest& next) {
  settle(contents);
  while (!next.contents.empty()) {
    const Contents::List last(directory / next.contents.back());
    if (last.paths.size() + last.ids.size() > 2 * weight_of(contents)) break;
    std::vector<FileContents> older;
    for (std::size_t i = 0; i < last.paths.size(); ++i) {
      const auto ids = last.ids_of(i);
      older.push_back({std::string(last.paths[i]), {ids.begin(), ids.end()}});
    }
    contents.insert(contents.begin(), std::make_move_iterator(older.begin()),
                    std::make_move_iterator(older.end()));
    settle(contents);
    next.contents.pop_back();
  }
  const fs::path path = directory / name;
  disk::make_directories(path.parent_path());
  write(path, contents);
  disk::sync_file(path);
  disk::sync_directory(path.parent_path());
  next.contents.push_back(name);
}

}  // namespace dateline
