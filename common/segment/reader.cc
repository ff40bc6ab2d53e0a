// SPDX-License-Identifier: GPL-2.0-or-later
// Opening, and checking that the parts belong to one segment.
#include "common/segment/reader.h"

#include "common/disk/pack.h"

#include <memory>
#include <new>

#include <libdeflate.h>

namespace dateline::segment {
namespace {

/// What inflates to more is damaged: articles are cut long before.
constexpr std::size_t kMaxInflatedBytes = std::size_t{256} << 20U;

}  // namespace

Reader::Reader(const std::filesystem::path& directory, const Sums& sums)
    : version_(glass::read_version(directory, sums.of(glass::kVersionName))),
      postlist_(directory, glass::kPostlist, version_.roots[glass::kPostlist],
                sums.of(glass::file_name(glass::kPostlist))),
      docdata_(directory, glass::kDocdata, version_.roots[glass::kDocdata],
               sums.of(glass::file_name(glass::kDocdata))),
      forward_(directory, sums.of(kForwardName)),
      stories_(directory / kStoriesName, sums.of(kStoriesName)),
      wording_(directory / kWordingName, sums.of(kWordingName)),
      records_(directory, sums.of(kRecordsName)) {
  if (version_.documents != version_.last_docid || forward_.documents() != version_.documents) {
    throw disk::Damaged(kForwardName, "it belongs to another database");
  }
  if (records_.documents() != version_.documents) {
    throw disk::Damaged(kRecordsName, "it belongs to another database");
  }
  if (stories_.documents() != version_.documents) {
    throw disk::Damaged(kStoriesName, "it belongs to another database");
  }
  if (wording_.documents() != version_.documents) {
    throw disk::Damaged(kWordingName, "it belongs to another database");
  }
}

std::uint32_t Reader::token_of(std::string_view term) const {
  const std::uint32_t number = forward_.token_of(term);
  if (number > wording_.terms()) throw disk::Damaged(kForwardName, "a word belongs to no term");
  return number;
}

std::uint32_t Reader::frequency(std::string_view term) const {
  glass::Table::Cursor cursor(postlist_);
  const std::string key = glass::term_key(term);
  if (!cursor.seek(key) || cursor.key() != key) return 0;
  std::string buffer;
  const std::uint32_t articles = disk::Unpacker(cursor.tag(buffer), glass::kPostlistFile).uint32();
  if (articles > documents()) cursor.damaged("a term has more postings than there are documents");
  return articles;
}

std::string Reader::value(schema::Slot slot, std::uint32_t docid) const {
  std::string key(glass::kValueChunkKey);
  disk::pack_uint(key, slot);
  const std::string prefix = key;
  disk::pack_sortable(key, docid);
  glass::Table::Cursor cursor(postlist_);
  if (!cursor.seek_before(key) || !cursor.key().starts_with(prefix)) return "";
  std::uint32_t at =
      disk::Unpacker(cursor.key().substr(prefix.size()), glass::kPostlistFile).sortable();
  std::string buffer;
  disk::Unpacker in(cursor.tag(buffer), glass::kPostlistFile);
  for (;;) {
    const std::string_view value = in.string();
    if (at == docid) return std::string(value);
    if (at > docid || in.at_end()) return "";
    at += in.uint32() + 1;
  }
}

std::string Reader::record(std::uint32_t docid) const {
  return records_.record(docid);
}

std::string Reader::data(std::uint32_t docid) const {
  std::string key;
  disk::pack_sortable(key, docid);
  glass::Table::Cursor cursor(docdata_);
  if (!cursor.seek(key) || cursor.key() != key) cursor.damaged("a document has no data");
  const bool compressed = cursor.compressed();
  std::string buffer;
  const std::string_view tag = cursor.tag(buffer);
  return compressed ? inflate(tag) : std::string(tag);
}

std::string inflate(std::string_view stream) {
  struct Free {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
  };
  const std::unique_ptr<libdeflate_decompressor, Free> inflater(libdeflate_alloc_decompressor());
  if (!inflater) throw std::bad_alloc();
  std::string text;
  for (std::size_t room = 4 * stream.size() + 64; room <= kMaxInflatedBytes; room *= 4) {
    text.resize(room);
    std::size_t size = 0;
    const libdeflate_result result = libdeflate_deflate_decompress(
        inflater.get(), stream.data(), stream.size(), text.data(), text.size(), &size);
    if (result == LIBDEFLATE_SUCCESS) {
      text.resize(size);
      return text;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE) break;
  }
  throw disk::Damaged("docdata.glass", "a summary cannot be inflated");
}

}  // namespace dateline::segment
