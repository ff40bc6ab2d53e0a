// SPDX-License-Identifier: GPL-2.0-or-later
// Only chunks that are looked into are decoded.
#include "common/glass/posting_list.h"

#include "common/disk/pack.h"

#include <algorithm>

namespace dateline::glass {
namespace {

/// Chunks that are skipped one by one before the tree is searched for the right one.
constexpr int kSteps = 8;

/// As disk::Unpacker::uint32, for the loop that everything waits for.
inline const unsigned char* read_uint(const Table::Cursor& cursor, const unsigned char* at,
                                      const unsigned char* end, std::uint32_t& value) {
  if (at == end) cursor.damaged("a posting is cut");
  std::uint32_t byte = *at++;
  value = byte & 0x7FU;
  for (unsigned shift = 7; byte >= 0x80; shift += 7) {
    if (at == end || shift > 28) cursor.damaged("a posting is cut");
    byte = *at++;
    value |= (byte & 0x7FU) << shift;
  }
  return at;
}

}  // namespace

bool PostingList::open(std::string_view term) {
  key_ = term.empty() ? std::string(kLengthsKey) : term_key(term);
  postings_.clear();
  at_ = 0;
  frequency_ = 0;
  is_last_chunk_ = true;
  if (!cursor_.seek(key_) || cursor_.key() != key_) return false;
  disk::Unpacker in(cursor_.tag(buffer_), kPostlistFile);
  frequency_ = in.uint32();
  if (key_ != kLengthsKey && (frequency_ == 0 || frequency_ > last_docid_)) {
    cursor_.damaged("a term has more postings than there are documents");
  }
  in.uint();  // occurrences
  first_ = in.uint32() + 1;
  read_chunk_head(in.rest());
  decode();
  return true;
}

void PostingList::read_chunk_head(std::string_view tag) {
  disk::Unpacker in(tag, kPostlistFile);
  is_last_chunk_ = in.byte() == '1';
  last_ = first_ + in.uint32();
  if (last_ < first_) cursor_.damaged("a chunk ends before it begins");
  body_ = in.rest();
}

void PostingList::decode() {
  // A posting has at least two bytes, except for the first.
  postings_.resize(body_.size() / 2 + 1);
  const auto* at = reinterpret_cast<const unsigned char*>(body_.data());
  const unsigned char* const end = at + body_.size();
  Posting* to = postings_.data();
  std::uint64_t docid = first_;
  for (;;) {
    to->docid = static_cast<std::uint32_t>(docid);
    at = read_uint(cursor_, at, end, to->wdf);
    ++to;
    if (at == end) break;
    std::uint32_t gap = 0;
    at = read_uint(cursor_, at, end, gap);
    docid += std::uint64_t{gap} + 1;
  }
  // Docids rise, so checking the last is enough.
  if (docid > last_docid_ || first_ == 0) cursor_.damaged("a posting belongs to no document");
  if (docid > last_) cursor_.damaged("a posting is outside its chunk");
  postings_.resize(static_cast<std::size_t>(to - postings_.data()));
  at_ = 0;
}

bool PostingList::step() {
  postings_.clear();
  at_ = 0;
  if (is_last_chunk_) return false;
  if (!cursor_.next()) cursor_.damaged("a chunk is missing");
  const std::uint32_t before = last_;
  enter_chunk();
  if (first_ <= before) cursor_.damaged("chunks are out of order");
  return true;
}

void PostingList::jump(std::uint32_t docid) {
  std::string key = key_;
  if (key_ != kLengthsKey) key += '\0';
  disk::pack_sortable(key, docid);
  if (!cursor_.seek_before(key)) cursor_.damaged("a chunk is missing");
  const std::uint32_t before = first_;
  enter_chunk();
  if (first_ < before) cursor_.damaged("chunks are out of order");
}

void PostingList::enter_chunk() {
  const std::size_t head = key_.size() + (key_ == kLengthsKey ? 0 : 1);
  if (!cursor_.key().starts_with(key_) || cursor_.key().size() <= head) {
    cursor_.damaged("a chunk is missing");
  }
  first_ = disk::Unpacker(cursor_.key().substr(head), kPostlistFile).sortable();
  read_chunk_head(cursor_.tag(buffer_));
}

bool PostingList::next_chunk() {
  if (!step()) return false;
  decode();
  return true;
}

bool PostingList::seek(std::uint32_t docid) {
  if (postings_.empty()) return false;
  if (docid > last_) {
    int steps = 0;
    do {
      if (++steps == kSteps && !is_last_chunk_) {
        jump(docid);
        // The posting may be between this chunk's last and the next chunk's first.
      } else if (!step()) {
        return false;
      }
    } while (docid > last_);
    decode();
  }
  const auto* const begin = postings_.data() + at_;
  const auto* const end = postings_.data() + postings_.size();
  const auto* at = begin;
  // Most seeks are short.
  while (at != end && at - begin < 8 && at->docid < docid) ++at;
  at = std::lower_bound(at, end, docid,
                        [](const Posting& posting, std::uint32_t d) { return posting.docid < d; });
  at_ = static_cast<std::size_t>(at - postings_.data());
  // A chunk's last docid may be greater than its last posting's.
  return at_ < postings_.size() || next_chunk();
}

}  // namespace dateline::glass
