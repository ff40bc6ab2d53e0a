// SPDX-License-Identifier: GPL-2.0-or-later
// Forms of names, and where links must not be.
#include "common/archive/layout.h"

#include "common/archive/manifest.h"
#include "common/archive/saved_searches.h"
#include "common/disk/directory.h"
#include "common/disk/lock.h"
#include "common/errors/errors.h"
#include "common/glass/version.h"
#include "common/segment/forward.h"
#include "common/segment/records.h"
#include "common/segment/story_table.h"
#include "common/segment/sums.h"
#include "common/segment/wording.h"
#include "common/text/ascii.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kUnfinished = ".new";
constexpr std::string_view kSumsEnd = ".sums";

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 20 && ascii::all_digits(text);
}

/// "8-4-4-4-12" hexadecimal digits.
bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(), [](char c, char form) {
    const bool is_digit = ascii::is_digit(c) || (c >= 'a' && c <= 'f');
    return form == 'x' ? is_digit : c == form;
  });
}

/// Without the end that a file has while it is written.
std::string_view finished(std::string_view name) {
  if (name.ends_with(kUnfinished)) name.remove_suffix(kUnfinished.size());
  return name;
}

[[noreturn]] void refuse(const fs::path& link, const char* instead) {
  throw Error(Code::Damaged,
              fmt::format("{} is a symbolic link, and Dateline does not write through links",
                          link.string()),
              instead);
}

constexpr const char* kPlaceDirectory =
    "put the directory itself here; to place an archive on another disk, move the whole archive, "
    "or "
    "mount a part of it with mount --bind, as docs/operating.md shows";
constexpr const char* kPlaceFile = "put the file itself here; the whole archive may be a link";
constexpr const char* kRemove = "remove the link; nothing is lost";

/// Files, and what to do about a link in their place.
struct Place {
  const char* name;
  const char* instead;
};

constexpr std::array kPlaces = {Place{kManifestName, kPlaceFile},
                                Place{kUnfinishedManifest, kRemove},
                                Place{kStubName, kRemove},
                                Place{kUnfinishedStub, kRemove},
                                Place{kCopyName, kRemove},
                                Place{kUnfinishedCopy, kRemove},
                                Place{disk::kLockName, kRemove},
                                Place{kShardsName, kPlaceDirectory},
                                Place{kSourcesName, kPlaceDirectory},
                                Place{kDeletedName, kPlaceDirectory},
                                Place{kStoriesDirectory, kPlaceDirectory},
                                Place{kAlertsDirectory, kPlaceDirectory}};

/// Refuses links among the entries of `directory` whose names satisfy `is_ours`.
template <typename IsOurs>
void refuse_in(const disk::Directory& directory, const fs::path& path, IsOurs is_ours) {
  for (const disk::Entry& entry : directory.entries()) {
    if (entry.kind == disk::Kind::Link && is_ours(entry.name)) {
      refuse(path / entry.name, kPlaceDirectory);
    }
  }
}

}  // namespace

bool is_shard_name(std::string_view name) {
  if (name == "all" || name == "undated") return true;
  const bool is_year = is_number(name.substr(0, 4)) && name.size() >= 4;
  return is_year &&
         (name.size() == 4 || (name.size() == 7 && name[4] == '-' && is_number(name.substr(5))));
}

bool is_segment_name(std::string_view name) {
  const std::size_t dash = name.find('-');
  return dash != std::string_view::npos && is_number(name.substr(0, dash)) &&
         is_number(name.substr(dash + 1));
}

bool is_segment_file(std::string_view name) {
  constexpr std::array<std::string_view, 7> kOurs = {
      glass::kVersionName,   "flintlock",           segment::kForwardName, segment::kStoriesName,
      segment::kWordingName, segment::kRecordsName, segment::kSumsName};
  return name.ends_with(".glass") || std::find(kOurs.begin(), kOurs.end(), name) != kOurs.end();
}

bool is_sources_name(std::string_view name) {
  name = finished(name);
  if (name.ends_with(kContentsEnd)) name.remove_suffix(kContentsEnd.size());
  return is_number(name);
}

bool is_deleted_name(std::string_view name) {
  return is_number(finished(name));
}

bool is_stories_name(std::string_view name) {
  constexpr std::string_view kUnited = "united-";
  name = finished(name);
  constexpr std::string_view kFacts = ".facts";
  constexpr std::string_view kWords = ".words";
  if (name.ends_with(kSumsEnd)) name.remove_suffix(kSumsEnd.size());
  if (name.ends_with(kFacts) || name.ends_with(kWords)) name.remove_suffix(kFacts.size());
  return is_uuid(name) || (name.starts_with(kUnited) && is_number(name.substr(kUnited.size())));
}

void refuse_links(const fs::path& archive) {
  const disk::Directory root(archive);
  for (const Place& place : kPlaces) {
    if (root.kind(place.name) == disk::Kind::Link) refuse(archive / place.name, place.instead);
  }
  if (const auto alerts = root.below(kAlertsDirectory)) {
    refuse_in(*alerts, archive / kAlertsDirectory,
              [](const std::string& name) { return name == kDeliveredDirectory; });
  }
  const auto shards = root.below(kShardsName);
  if (!shards) return;
  const fs::path path = archive / kShardsName;
  refuse_in(*shards, path, is_shard_name);
  for (const disk::Entry& entry : shards->entries()) {
    if (entry.kind != disk::Kind::Directory || !is_shard_name(entry.name)) continue;
    if (const auto shard = shards->below(entry.name)) {
      refuse_in(*shard, path / entry.name, is_segment_name);
    }
  }
}

}  // namespace dateline
