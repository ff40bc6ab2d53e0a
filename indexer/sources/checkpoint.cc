// SPDX-License-Identifier: GPL-2.0-or-later
// Sorted records, searched in place and merged.
#include "indexer/sources/checkpoint.h"

#include "common/disk/file.h"
#include "common/errors/errors.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>
#include <limits>
#include <system_error>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMagic = "DLSRC001";
constexpr std::size_t kSumBytes = 8;

static_assert(sizeof(SourceRecord) == 64 && std::is_trivially_copyable_v<SourceRecord>);
static_assert(std::endian::native == std::endian::little);

/// FAT keeps times to two seconds; all others are finer.
constexpr std::int64_t kTickNs = 2'000'000'000;

bool before(const SourceRecord& a, const SourceRecord& b) {
  return a.path < b.path;
}

std::array<char, kSumBytes> sum_of(std::string_view bytes) {
  return std::bit_cast<std::array<char, kSumBytes>>(XXH3_64bits(bytes.data(), bytes.size()));
}

/// The records of a file that was checked. Files are mapped at page boundaries, and the magic is 8
/// bytes long, so they are aligned.
std::span<const SourceRecord> records_in(const disk::MappedFile& file) {
  const std::string_view bytes = file.bytes().substr(kMagic.size());
  return {reinterpret_cast<const SourceRecord*>(bytes.data()),
          (bytes.size() - kSumBytes) / sizeof(SourceRecord)};
}

std::unique_ptr<disk::MappedFile> opened(const fs::path& path) {
  std::string wrong = "it is missing";
  if (fs::exists(path)) {
    auto file = std::make_unique<disk::MappedFile>(path);
    const std::string_view bytes = file->bytes();
    const std::size_t frame = kMagic.size() + kSumBytes;
    if (bytes.size() >= frame && (bytes.size() - frame) % sizeof(SourceRecord) == 0 &&
        bytes.starts_with(kMagic)) {
      const auto sum = sum_of(bytes.substr(0, bytes.size() - kSumBytes));
      if (bytes.ends_with(std::string_view(sum.data(), sum.size()))) return file;
    }
    wrong = "its checksum is wrong";
  }
  throw Error(
      Code::Damaged,
      fmt::format("the list of files read, {}, is damaged: {}", path.string(), wrong),
      {"no article is lost; to list the files again, read them all again", Setting::ReadAgain});
}

std::string packed(std::span<const SourceRecord> records) {
  std::string bytes(kMagic);
  bytes.append(reinterpret_cast<const char*>(records.data()), records.size_bytes());
  const auto sum = sum_of(bytes);
  return bytes.append(sum.data(), sum.size());
}

std::optional<FileDigest> digest_of_file(const fs::path& path) {
  try {
    FileStream file(path);
    while (!file.read().empty()) {
    }
    return file.digest();
  } catch (const std::system_error&) {
    return std::nullopt;  // reading it will say why
  }
}

}  // namespace

std::array<char, 16> path_in_record(const fs::path& path) {
  const std::string absolute = fs::absolute(path).lexically_normal().string();
  return std::bit_cast<std::array<char, 16>>(XXH3_128bits(absolute.data(), absolute.size()));
}

SourceRecord unread_record(const std::array<char, 16>& path) {
  SourceRecord record;
  record.path = path;
  record.stamp.size = std::numeric_limits<std::uint64_t>::max();
  return record;
}

SourceRecord source_record(const fs::path& path, const Stamp& stamp, std::uint64_t options) {
  SourceRecord record;
  record.path = path_in_record(path);
  record.options = options;
  record.stamp = stamp;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  if (stamp.modified_ns + kTickNs > std::chrono::nanoseconds(now).count()) {
    record.stamp.modified_ns = 0;
  }
  return record;
}

Checkpoint::Checkpoint(const fs::path& directory, const Manifest& manifest) {
  for (const std::string& name : manifest.sources) files_.push_back(opened(directory / name));
}

const SourceRecord* Checkpoint::find(const SourceRecord& of) const {
  for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
    const auto records = records_in(**file);
    const auto it = std::lower_bound(records.begin(), records.end(), of, before);
    if (it != records.end() && it->path == of.path) return &*it;
  }
  return nullptr;
}

bool Checkpoint::is_done(const fs::path& path, const SourceRecord& now) const {
  const SourceRecord* const then = find(now);
  if (then == nullptr || then->options != now.options || then->stamp.size != now.stamp.size) {
    return false;
  }
  if (now.stamp.modified_ns != 0 && then->stamp == now.stamp) return true;
  return digest_of_file(path) == then->digest;
}

std::uint32_t Checkpoint::unread_in(const fs::path& path) const {
  const SourceRecord* const listed = find(unread_record(path_in_record(path)));
  if (listed == nullptr || listed->rejects == 0) return 0;
  const auto now = stamp_of(path);
  return now && now->size == listed->stamp.size ? listed->rejects : 0;
}

bool Checkpoint::has_rejects() const {
  return std::any_of(files_.begin(), files_.end(), [](const auto& file) {
    const auto records = records_in(*file);
    return std::any_of(records.begin(), records.end(),
                       [](const SourceRecord& record) { return record.rejects != 0; });
  });
}

std::set<std::array<char, 16>> Checkpoint::paths() const {
  std::set<std::array<char, 16>> paths;
  for (const auto& file : files_) {
    for (const SourceRecord& record : records_in(*file)) paths.insert(record.path);
  }
  return paths;
}

bool Checkpoint::has(const SourceRecord& record) const {
  const SourceRecord* const listed = find(record);
  return listed != nullptr && listed->options == record.options &&
         listed->stamp.size == record.stamp.size && listed->digest == record.digest &&
         listed->rejects == record.rejects;
}

void add_sources(const fs::path& directory, const std::string& name,
                 std::vector<SourceRecord> records, Manifest& next) {
  // Of several records of one path the last one counts: sorting keeps their order, and in reverse
  // the first of equal ones is the last.
  const auto sort = [&records] {
    std::reverse(records.begin(), records.end());
    std::stable_sort(records.begin(), records.end(), before);
    records.erase(std::unique(records.begin(), records.end(),
                              [](const auto& a, const auto& b) { return a.path == b.path; }),
                  records.end());
  };
  sort();
  while (!next.sources.empty()) {
    const auto last = opened(directory / next.sources.back());
    const auto older = records_in(*last);
    if (older.size() > 2 * records.size()) break;
    records.insert(records.begin(), older.begin(), older.end());
    sort();
    next.sources.pop_back();
  }
  const fs::path path = directory / name;
  disk::make_directories(path.parent_path());
  disk::replace_file(path, packed(records));
  next.sources.push_back(name);
}

}  // namespace dateline
