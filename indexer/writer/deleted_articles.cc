// SPDX-License-Identifier: GPL-2.0-or-later
// Hashes are looked up by halves; what they find is compared in full.
#include "indexer/writer/deleted_articles.h"

#include "common/archive/layout.h"
#include "common/disk/file.h"
#include "common/disk/sums.h"
#include "common/fields/record.h"
#include "common/fields/versions.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

constexpr const char* kWhat = "the list of deleted articles";
constexpr disk::Magic kMagic = {'D', 'L', 'd', 'e', 'l', 'e', 't', '1'};

/// Offsets from the beginning of the file, and counts.
struct Footer {
  std::uint64_t count = 0;
  std::uint64_t entry_ends = 0;
  std::uint64_t entries = 0;
  std::uint64_t sums = 0;
  std::uint64_t ids = 0;
  std::uint64_t by_id = 0;
  std::uint64_t url_count = 0;
  std::uint64_t urls = 0;
  std::uint64_t by_url = 0;
  std::uint64_t words = 0;
  std::uint64_t by_words = 0;
  std::uint64_t feature_count = 0;
  std::uint64_t features = 0;
  std::uint64_t by_feature = 0;
  std::uint64_t checksum = 0;
  disk::Magic magic = kMagic;
};

/// So many features of a text are looked up: two prints of one text share nearly all.
constexpr std::size_t kKeyFeatures = 8;

/// Without what may differ between two links to one page: scheme, "www.", a fragment, a slash at
/// the end. Empty for a page that is no article's own, the front page of a site.
std::string address_of(std::string_view url) {
  url = text::trim(url);
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('#'));
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t path = std::min(url.find_first_of("/?"), url.size());
  if (path == url.size()) return {};
  std::string host = ascii::lower(url.substr(0, path));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host + std::string(url.substr(path));
}

/// Keys beside the entries that have them.
template <typename Key>
class Keys {
 public:
  void add(Key key, std::size_t entry) {
    all_.emplace_back(key, static_cast<std::uint32_t>(entry));
  }
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  void write(disk::ArrayWriter& to, std::uint64_t& keys, std::uint64_t& places) {
    std::sort(all_.begin(), all_.end());
    std::vector<Key> first;
    std::vector<std::uint32_t> second;
    for (const auto& [key, place] : all_) {
      first.push_back(key);
      second.push_back(place);
    }
    keys = to.append_array(first);
    places = to.append_array(second);
  }

 private:
  std::vector<std::pair<Key, std::uint32_t>> all_;
};

constexpr std::size_t kHexDigits = 8;  // of a feature

std::vector<std::uint32_t> features_in(std::string_view hex) {
  std::vector<std::uint32_t> features;
  for (; !hex.empty(); hex.remove_prefix(std::min(kHexDigits, hex.size()))) {
    const std::string_view digits = hex.substr(0, kHexDigits);
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || end != digits.data() + digits.size() ||
        digits.size() != kHexDigits || features.size() == kPrintFeatures) {
      throw disk::Damaged(kWhat, "an entry has no print of its text");
    }
    features.push_back(value);
  }
  return features;
}

DeletedArticle from_entry(std::string_view entry) {
  try {
    const Json json = Json::parse(entry);
    DeletedArticle article;
    article.id = json.at("id").get<std::string>();
    article.url = json.value("url", "");
    article.headline = json.value("headline", "");
    article.source = json.value("source", "");
    article.published = json.value("published", "");
    article.deleted = json.value("deleted", "");
    article.reason = json.value("reason", "");
    article.print.words = json.at("words").get<std::uint64_t>();
    article.print.numbers = json.at("numbers").get<std::uint64_t>();
    article.print.features = features_in(json.at("features").get<std::string>());
    return article;
  } catch (const nlohmann::json::exception& e) {
    throw disk::Damaged(kWhat, e.what());
  }
}

/// What versions of it have in common; the text is not kept.
Gist gist_of(const DeletedArticle& article) {
  Gist gist{article.headline, article.url, {}, {}};
  const DateResult published = parse_date(article.published);
  if (const Date* date = std::get_if<Date>(&published)) gist.published = *date;
  return gist;
}

bool is_text_of(const DeletedArticle& gone, const Article& article, const TextPrint& print) {
  if (!gone.source.empty() && !article.source.empty() && gone.source != article.source) {
    return false;
  }
  if (!is_same_text(gone.print, print)) return false;
  // What is said in few words may be said again.
  return !print.features.empty() || may_be_one_day(gist_of(gone).published, article.published.date);
}

void write_file(const std::filesystem::path& path, const std::vector<std::string>& entries) {
  disk::ArrayWriter file(path);
  Footer footer;
  footer.count = entries.size();
  std::string texts;
  std::vector<std::uint64_t> ends;
  std::vector<std::uint64_t> sums;
  Keys<std::uint64_t> ids;
  Keys<std::uint64_t> urls;
  Keys<std::uint64_t> words;
  Keys<std::uint32_t> features;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const DeletedArticle article = from_entry(entries[i]);
    texts += entries[i];
    ends.push_back(texts.size());
    sums.push_back(disk::sum_of(entries[i]));
    ids.add(disk::sum_of(article.id), i);
    const std::string address = address_of(article.url);
    if (!address.empty()) urls.add(disk::sum_of(address), i);
    words.add(article.print.words, i);
    const std::size_t keys = std::min(article.print.features.size(), kKeyFeatures);
    for (std::size_t k = 0; k < keys; ++k) features.add(article.print.features[k], i);
  }
  footer.entry_ends = file.append_array(ends);
  footer.entries = file.size();
  file.append(texts);
  footer.sums = file.append_array(sums);
  ids.write(file, footer.ids, footer.by_id);
  footer.url_count = urls.size();
  urls.write(file, footer.urls, footer.by_url);
  words.write(file, footer.words, footer.by_words);
  footer.feature_count = features.size();
  features.write(file, footer.features, footer.by_feature);
  file.finish(footer);
}

}  // namespace

DeletedArticle deleted_article(const Article& article, const Date& now, const std::string& reason) {
  return {article.id, article.url, article.headline, article.source, iso(article.published.date),
          iso(now),   reason,      print_of(article)};
}

std::string entry_of(const DeletedArticle& article) {
  Json json = {{"id", article.id}};
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  put("url", article.url);
  put("headline", article.headline);
  put("source", article.source);
  put("published", article.published);
  put("deleted", article.deleted);
  put("reason", article.reason);
  json["words"] = article.print.words;
  json["numbers"] = article.print.numbers;
  std::string features;
  for (const std::uint32_t feature : article.print.features) {
    features += fmt::format("{:08x}", feature);
  }
  json["features"] = features;
  return dump(json);
}

std::string write_deleted_list(const std::filesystem::path& archive, std::uint64_t revision,
                               const std::vector<std::string>& entries) {
  if (entries.empty()) return {};
  const std::filesystem::path directory = archive / kDeletedName;
  disk::make_directories(directory);
  std::string path = fmt::format("{}/{}", kDeletedName, revision);
  write_file(archive / path, entries);
  disk::sync_file(archive / path);
  disk::sync_directory(directory);
  return path;
}

DeletedArticles::DeletedArticles(const std::filesystem::path& path) {
  file_.emplace(path, kWhat);
  const auto footer = file_->footer<Footer>(kMagic);
  entries_ =
      file_->parts(footer.entries, file_->array<std::uint64_t>(footer.entry_ends, footer.count));
  sums_ = file_->array<std::uint64_t>(footer.sums, footer.count);
  ids_ = file_->array<std::uint64_t>(footer.ids, footer.count);
  by_id_ = file_->array<std::uint32_t>(footer.by_id, footer.count);
  urls_ = file_->array<std::uint64_t>(footer.urls, footer.url_count);
  by_url_ = file_->array<std::uint32_t>(footer.by_url, footer.url_count);
  words_ = file_->array<std::uint64_t>(footer.words, footer.count);
  by_words_ = file_->array<std::uint32_t>(footer.by_words, footer.count);
  features_ = file_->array<std::uint32_t>(footer.features, footer.feature_count);
  by_feature_ = file_->array<std::uint32_t>(footer.by_feature, footer.feature_count);
}

std::string_view DeletedArticles::entry(std::size_t i) const {
  const std::string_view text = entries_[i];
  if (disk::sum_of(text) != sums_[i]) file_->damaged();
  return text;
}

DeletedArticle DeletedArticles::operator[](std::size_t i) const {
  return from_entry(entry(i));
}

template <typename Key>
std::vector<std::size_t> DeletedArticles::found(const disk::Array<Key>& keys,
                                                const disk::Array<std::uint32_t>& places,
                                                const Key& key) const {
  std::vector<std::size_t> entries;
  const auto all = keys.all();
  const auto [begin, end] = std::equal_range(all.begin(), all.end(), key);
  for (auto it = begin; it != end; ++it) {
    const std::uint32_t place = places[static_cast<std::size_t>(it - all.begin())];
    if (place >= size()) file_->damaged();
    entries.push_back(place);
  }
  return entries;
}

std::vector<std::size_t> DeletedArticles::with_id(std::string_view id) const {
  std::vector<std::size_t> entries = found(ids_, by_id_, disk::sum_of(id));
  std::erase_if(entries, [&](std::size_t i) { return (*this)[i].id != id; });
  return entries;
}

std::optional<DeletedArticle> DeletedArticles::match(const Article& article, const TextPrint& print,
                                                     std::span<const std::string> other_ids) const {
  if (size() == 0) return std::nullopt;
  const Gist gist = dateline::gist_of(article);
  std::vector<std::string> ids(other_ids.begin(), other_ids.end());
  ids.insert(ids.begin(), article.id);
  for (const std::string& id : ids) {
    for (const std::size_t i : with_id(id)) {
      DeletedArticle gone = (*this)[i];
      const bool is_certain = !is_counter(id) && id.find("://") == std::string::npos;
      if (is_certain || is_text_of(gone, article, print) || are_versions(id, gist_of(gone), gist)) {
        return gone;
      }
    }
  }
  const std::string address = address_of(article.url);
  if (!address.empty()) {
    for (const std::size_t i : found(urls_, by_url_, disk::sum_of(address))) {
      DeletedArticle gone = (*this)[i];
      if (address_of(gone.url) == address &&
          (is_text_of(gone, article, print) || are_versions(address, gist_of(gone), gist))) {
        return gone;
      }
    }
  }
  std::set<std::size_t> alike;
  const auto consider = [&](const std::vector<std::size_t>& entries) {
    alike.insert(entries.begin(), entries.end());
  };
  consider(found(words_, by_words_, print.words));
  for (std::size_t k = 0; k < std::min(print.features.size(), kKeyFeatures); ++k) {
    consider(found(features_, by_feature_, print.features[k]));
  }
  for (const std::size_t i : alike) {
    DeletedArticle gone = (*this)[i];
    if (is_text_of(gone, article, print)) return gone;
  }
  return std::nullopt;
}

void DeletedArticles::verify() const {
  if (!file_) return;
  file_->verify<Footer>(kMagic);
  for (std::size_t i = 0; i < size(); ++i) static_cast<void>((*this)[i]);
}

DeletedArticles deleted_in(const std::filesystem::path& archive, const Manifest& manifest) {
  if (manifest.deleted.empty()) return {};
  DeletedArticles list(archive / manifest.deleted);
  list.verify();
  return list;
}

DeletedAtRevision deleted_now(const std::filesystem::path& archive) {
  for (;;) {
    Manifest manifest = read_manifest(archive);
    try {
      DeletedArticles list = deleted_in(archive, manifest);
      return {std::move(manifest), std::move(list)};
    } catch (const Error&) {
      // A writer may have replaced the list meanwhile.
      if (read_manifest(archive).revision == manifest.revision) throw;
    }
  }
}

std::vector<std::string> sound_entries(const std::filesystem::path& file) {
  const DeletedArticles list(file);
  std::vector<std::string> sound;
  for (std::size_t i = 0; i < list.size(); ++i) {
    try {
      static_cast<void>(list[i]);
      sound.emplace_back(list.entry(i));
    } catch (const disk::Damaged&) {
      // It is lost.
    }
  }
  return sound;
}

}  // namespace dateline
