// SPDX-License-Identifier: GPL-2.0-or-later
// Order of keys in the postlist table: statistics of values, values, lengths, terms.
#include "common/glass/database_writer.h"

#include "common/disk/pack.h"

#include <algorithm>

namespace dateline::glass {
namespace {

/// libxapian's size of chunks.
constexpr std::size_t kChunkBytes = 2000;

/// The most that precedes the postings of a chunk: two frequencies, a docid, a flag, a difference.
constexpr std::size_t kMaxChunkHead = 10 + 10 + 5 + 1 + 5;
/// A docid of a later chunk's key, with the byte before it.
constexpr std::size_t kMaxKeyTail = 6;
/// A gap and a wdf.
constexpr std::size_t kMaxPosting = 10;

std::filesystem::path created(const std::filesystem::path& directory) {
  std::filesystem::create_directories(directory);
  return directory;
}

}  // namespace

DatabaseWriter::DatabaseWriter(const std::filesystem::path& directory)
    : directory_(created(directory)),
      postlist_(directory, kPostlist, TableWriter::Split::Whole),
      docdata_(directory, kDocdata, TableWriter::Split::Fill) {}

std::uint32_t DatabaseWriter::add_document(std::uint32_t length, std::string_view data,
                                           bool compressed) {
  const auto docid = static_cast<std::uint32_t>(lengths_.size() + 1);
  lengths_.push_back({docid, length});
  key_.clear();
  disk::pack_sortable(key_, docid);
  docdata_.add(key_, data, compressed);
  return docid;
}

void DatabaseWriter::add_value(std::uint32_t slot_number, std::uint32_t docid,
                               std::string_view value) {
  Slot& slot = slots_[slot_number];
  if (slot.values++ == 0 || value < slot.least) slot.least = value;
  if (value > slot.greatest) slot.greatest = value;
  if (slot.chunks.empty() || slot.chunks.back().bytes.size() >= kChunkBytes) {
    slot.chunks.push_back({docid, {}});
  } else {
    disk::pack_uint(slot.chunks.back().bytes, docid - slot.last - 1);
  }
  disk::pack_string(slot.chunks.back().bytes, value);
  slot.last = docid;
}

void DatabaseWriter::write_values_and_lengths() {
  in_terms_ = true;
  for (const auto& [number, slot] : slots_) {
    key_ = kValueStatsKey;
    disk::pack_uint_last(key_, number);
    tag_.clear();
    disk::pack_uint(tag_, slot.values);
    disk::pack_string(tag_, slot.least);
    if (slot.greatest != slot.least) tag_ += slot.greatest;
    postlist_.add(key_, tag_);
  }
  for (const auto& [number, slot] : slots_) {
    for (const Chunk& chunk : slot.chunks) {
      key_ = kValueChunkKey;
      disk::pack_uint(key_, number);
      disk::pack_sortable(key_, chunk.first);
      postlist_.add(key_, chunk.bytes);
    }
  }
  slots_.clear();
  if (!lengths_.empty()) add_list(std::string(kLengthsKey), lengths_, false);
}

void DatabaseWriter::add_term(std::string_view term, std::span<const Posting> postings) {
  if (!in_terms_) write_values_and_lengths();
  for (const Posting& posting : postings) highest_wdf_ = std::max(highest_wdf_, posting.wdf);
  add_list(term_key(term), postings, true);
}

void DatabaseWriter::add_list(const std::string& key, std::span<const Posting> postings,
                              bool is_term) {
  const std::size_t limit =
      std::min(kChunkBytes, TableWriter::max_whole_tag(key.size() + kMaxKeyTail) - kMaxChunkHead) -
      kMaxPosting;
  std::uint64_t occurrences = 0;
  if (is_term) {
    for (const Posting& posting : postings) occurrences += posting.wdf;
  }
  std::string body;
  for (std::size_t begin = 0; begin < postings.size();) {
    const std::uint32_t first = postings[begin].docid;
    std::uint32_t last = first;
    body.clear();
    disk::pack_uint(body, postings[begin].wdf);
    std::size_t end = begin + 1;
    for (; end < postings.size() && body.size() < limit; ++end) {
      disk::pack_uint(body, postings[end].docid - last - 1);
      disk::pack_uint(body, postings[end].wdf);
      last = postings[end].docid;
    }
    tag_.clear();
    key_ = key;
    if (begin == 0) {
      disk::pack_uint(tag_, is_term ? postings.size() : 0);
      disk::pack_uint(tag_, occurrences);
      disk::pack_uint(tag_, first - 1);
    } else {
      if (is_term) key_ += '\0';
      disk::pack_sortable(key_, first);
    }
    tag_ += end == postings.size() ? '1' : '0';
    disk::pack_uint(tag_, last - first);
    tag_ += body;
    postlist_.add(key_, tag_);
    begin = end;
  }
}

void DatabaseWriter::finish() {
  if (!in_terms_) write_values_and_lengths();
  Version version;
  version.roots[kPostlist] = postlist_.finish();
  version.roots[kDocdata] = docdata_.finish();
  version.documents = version.last_docid = static_cast<std::uint32_t>(lengths_.size());
  version.highest_wdf = highest_wdf_;
  for (const Posting& length : lengths_) {
    if (length.wdf == 0) continue;
    if (version.shortest == 0 || length.wdf < version.shortest) version.shortest = length.wdf;
    version.longest = std::max(version.longest, length.wdf);
    version.total_length += length.wdf;
  }
  version.longest = std::max(version.longest, version.highest_wdf);
  write_version(directory_, version);
}

}  // namespace dateline::glass
