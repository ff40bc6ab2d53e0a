// SPDX-License-Identifier: GPL-2.0-or-later
// Lists in manifests.
#include "searcher/export/article_list.h"

#include "common/archive/json_number.h"
#include "common/archive/lookup.h"
#include "common/disk/fd.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/schema.h"

#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

std::string hexadecimal(const XXH128_canonical_t& digest) {
  std::string text;
  for (const unsigned char byte : digest.digest) text += fmt::format("{:02x}", byte);
  return text;
}

[[noreturn]] void refuse(const std::filesystem::path& manifest, const std::string& why) {
  throw Error(Code::Usage, fmt::format("{} {}", manifest.string(), why),
              "cite and export write one when they are given a file for it");
}

std::string read_text(const std::filesystem::path& manifest) {
  try {
    return disk::read_file(manifest);
  } catch (const disk::Failed& e) {
    if (!e.is_of_file()) throw;
    throw Error(Code::Usage, e.what(), "name a manifest that cite or export wrote");
  }
}

}  // namespace

XXH128_canonical_t digest_of(const Archive& archive, const MatchKey& key) {
  const Located article{key.segment, key.docid};
  const std::string content = value_of(archive, article, schema::kDigest);
  std::string both = content;
  both += id_of(archive, article);
  XXH128_canonical_t digest;
  XXH128_canonicalFromHash(&digest,
                           XXH3_128bits_withSeed(both.data(), both.size(), content.size()));
  return digest;
}

ArticleList list_articles(const Archive& archive, std::span<const MatchKey> keys) {
  ArticleList articles;
  for (const MatchKey& key : keys) {
    articles[id_of(archive, {key.segment, key.docid})] = hexadecimal(digest_of(archive, key));
  }
  return articles;
}

Json to_json(const ArticleList& articles) {
  Json list = Json::array();
  for (const auto& [id, digest] : articles) list.push_back({{"id", id}, {"digest", digest}});
  return list;
}

EarlierSet read_earlier_set(const std::filesystem::path& manifest) {
  const Json json = Json::parse(read_text(manifest), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("articles")) {
    refuse(manifest, "is not a manifest that lists its articles");
  }
  try {
    const bool is_part = json.value("first", 1) != 1 ||
                         (json.contains("next_page") && !json.at("next_page").is_null());
    if (is_part) refuse(manifest, "is of a part of a set, and only a whole one can be compared");
    EarlierSet set;
    set.archive = json.at("archive").get<std::string>();
    set.revision = whole_number(json.at("revision"));
    set.query = json.at("canonical").get<std::string>();
    set.when = json.contains("accessed") ? json.at("accessed").get<std::string>()
                                         : json.at("written").get<std::string>();
    for (const Json& article : json.at("articles")) {
      set.articles[article.at("id").get<std::string>()] = article.at("digest").get<std::string>();
    }
    return set;
  } catch (const Json::exception&) {
    refuse(manifest, "is not a manifest that lists its articles");
  }
}

Changes changes(const ArticleList& earlier, const ArticleList& later) {
  Changes found;
  for (const auto& [id, digest] : later) {
    const auto before = earlier.find(id);
    if (before == earlier.end()) {
      found.came.push_back(id);
    } else if (before->second != digest) {
      found.changed.push_back(id);
    }
  }
  for (const auto& [id, digest] : earlier) {
    if (!later.contains(id)) found.went.push_back(id);
  }
  return found;
}

}  // namespace dateline
