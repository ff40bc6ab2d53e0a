// SPDX-License-Identifier: GPL-2.0-or-later
// Opening, and checking that the parts belong to one segment.
#include "common/segment/reader.h"

#include "common/disk/pack.h"
#include "common/text/language.h"

#include <algorithm>
#include <memory>
#include <new>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

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

namespace {

/// Documents that two terms share. The rarer one is walked through.
std::uint64_t shared(const Reader& segment, const std::string& one, const std::string& other) {
  glass::PostingList rare = segment.postings();
  glass::PostingList frequent = segment.postings();
  if (!rare.open(one) || !frequent.open(other)) return 0;
  if (rare.frequency() > frequent.frequency()) std::swap(rare, frequent);
  std::uint64_t both = 0;
  do {
    for (const glass::Posting posting : rare.rest()) {
      if (!frequent.seek(posting.docid)) return both;
      if (frequent.rest().front().docid == posting.docid) ++both;
    }
  } while (rare.next_chunk());
  return both;
}

}  // namespace

std::uint32_t main_language(const Reader& segment) {
  constexpr std::uint32_t kLooks = 31;
  const Forward::Column languages = segment.forward().column(schema::kLanguage);
  std::set<std::string_view> counted;
  for (std::uint32_t i = 1; i < languages.values(); ++i) {
    counted.insert(counted_as(languages.value(i)));
  }
  if (counted.size() < 2) return 0;
  std::map<std::uint32_t, std::uint32_t> seen;
  for (std::uint32_t i = 0; i < kLooks; ++i) {
    ++seen[languages.ordinal(1 + segment.documents() / kLooks * i)];
  }
  seen.erase(0);
  const auto most = std::max_element(
      seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == seen.end() ? 1 : most->first;
}

void count_by_language(const Reader& segment, const std::string& term,
                       std::map<std::string, std::uint64_t, std::less<>>& counts) {
  constexpr std::uint32_t kFew = 4096;
  glass::PostingList list = segment.postings();
  if (!list.open(term)) return;
  const Forward::Column languages = segment.forward().column(schema::kLanguage);
  const std::uint32_t main = main_language(segment);
  if (main == 0) {
    const std::uint32_t only = languages.values() < 2 ? 0 : 1;
    counts[std::string(languages.value(only))] += list.frequency();
    return;
  }
  const auto language_term = [&](std::uint32_t i) {
    return std::string(schema::kLanguagePrefix) + std::string(languages.value(i));
  };
  std::vector<std::uint64_t> articles(languages.values());
  std::uint64_t others = 0;
  if (list.frequency() > kFew) {
    for (std::uint32_t i = 1; i < languages.values(); ++i) {
      if (i != main) others += segment.frequency(language_term(i));
    }
  }
  if (list.frequency() > kFew && others < list.frequency() / 8) {
    articles[main] = list.frequency();
    for (std::uint32_t i = 1; i < languages.values(); ++i) {
      if (i == main) continue;
      articles[i] = shared(segment, term, language_term(i));
      articles[main] -= std::min(articles[main], articles[i]);
    }
  } else {
    do {
      for (const glass::Posting posting : list.rest()) {
        ++articles[languages.ordinal(posting.docid)];
      }
    } while (list.next_chunk());
  }
  for (std::uint32_t i = 1; i < languages.values(); ++i) {
    if (articles[i] != 0) counts[std::string(languages.value(i))] += articles[i];
  }
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
