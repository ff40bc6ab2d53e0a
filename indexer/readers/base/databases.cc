// SPDX-License-Identifier: GPL-2.0-or-later
// Names are compared folded; a library is told by the word for one.
#include "indexer/readers/base/databases.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

/// What a name begins with.
constexpr auto kNames = std::to_array<std::string_view>({"access newspaper archive",
                                                         "austrian newspapers online",
                                                         "british newspaper archive",
                                                         "chronicling america",
                                                         "common crawl",
                                                         "commoncrawl",
                                                         "delpher",
                                                         "dow jones factiva",
                                                         "ebsco",
                                                         "europeana",
                                                         "europresse",
                                                         "event registry",
                                                         "eventregistry",
                                                         "factiva",
                                                         "feedburner",
                                                         "gale",
                                                         "gallica",
                                                         "gdelt",
                                                         "genios",
                                                         "google news",
                                                         "huggingface",
                                                         "hugging face",
                                                         "impresso",
                                                         "infotrac",
                                                         "internet archive",
                                                         "jstor",
                                                         "kaggle",
                                                         "lexis",
                                                         "media cloud",
                                                         "mediacloud",
                                                         "newsapi",
                                                         "newsbank",
                                                         "newspaperarchive",
                                                         "newspapers.com",
                                                         "newspaper archive",
                                                         "nexis",
                                                         "papers past",
                                                         "paperspast",
                                                         "pressreader",
                                                         "proquest",
                                                         "retriever",
                                                         "trove",
                                                         "wayback",
                                                         "wiso",
                                                         "zotero"});

/// Words of libraries' names.
constexpr auto kLibraries = std::to_array<std::string_view>(
    {"library", "libraries", "bibliotheque", "bibliothek", "biblioteca", "bibliotheek",
     "biblioteket", "bibliotek", "nationalbibliothek", "landesbibliothek", "staatsbibliothek",
     "biblioteka", "библиотека", "kutuphane", "kutuphanesi", "knihovna", "konyvtar", "kirjasto"});

constexpr auto kHosts = std::to_array<std::string_view>({"ampproject.org",
                                                         "anno.onb.ac.at",
                                                         "archive-it.org",
                                                         "archive.is",
                                                         "archive.org",
                                                         "archive.ph",
                                                         "archive.today",
                                                         "archive.li",
                                                         "archive.vn",
                                                         "bit.ly",
                                                         "bl.uk",
                                                         "bnf.fr",
                                                         "britishnewspaperarchive.co.uk",
                                                         "commoncrawl.org",
                                                         "delpher.nl",
                                                         "doi.org",
                                                         "e-newspaperarchives.ch",
                                                         "ebscohost.com",
                                                         "europeana.eu",
                                                         "europresse.com",
                                                         "eventregistry.org",
                                                         "factiva.com",
                                                         "feedburner.com",
                                                         "feedproxy.google.com",
                                                         "gale.com",
                                                         "galegroup.com",
                                                         "gdeltproject.org",
                                                         "genios.de",
                                                         "github.com",
                                                         "googleusercontent.com",
                                                         "hdl.handle.net",
                                                         "huggingface.co",
                                                         "impresso-project.ch",
                                                         "jstor.org",
                                                         "kaggle.com",
                                                         "kb.nl",
                                                         "lexis.com",
                                                         "lexisnexis.com",
                                                         "loc.gov",
                                                         "mediacloud.org",
                                                         "natlib.govt.nz",
                                                         "newsapi.org",
                                                         "newsbank.com",
                                                         "newspaperarchive.com",
                                                         "newspapers.com",
                                                         "news.google.com",
                                                         "nexis.com",
                                                         "nla.gov.au",
                                                         "perma.cc",
                                                         "pressreader.com",
                                                         "proquest.com",
                                                         "resolver.kb.nl",
                                                         "retriever-info.com",
                                                         "t.co",
                                                         "tinyurl.com",
                                                         "web.archive.org",
                                                         "webcitation.org",
                                                         "wiso-net.de",
                                                         "worldcat.org",
                                                         "zotero.org"});

bool is_within(std::string_view host, std::string_view domain) {
  return host == domain || (host.ends_with(domain) && host.size() > domain.size() &&
                            host[host.size() - domain.size() - 1] == '.');
}

/// A label of a host that says that it is a proxy.
bool is_proxy_label(std::string_view label) {
  return label == "proxy" || label.find("ezproxy") != std::string_view::npos ||
         label.find("libproxy") != std::string_view::npos || label == "idm" ||
         label.ends_with("-proxy") || label.starts_with("proxy-");
}

/// "www-nytimes-com" → "www.nytimes.com"; "--" stands for a hyphen.
std::string with_points(std::string_view label) {
  std::string host;
  for (std::size_t i = 0; i < label.size(); ++i) {
    const bool is_pair = label.substr(i).starts_with("--");
    host += is_pair ? '-' : label[i] == '-' ? '.' : label[i];
    if (is_pair) ++i;
  }
  return host;
}

bool names_database(std::string_view name) {
  const std::string folded = text::fold(text::trim(name));
  if (folded.empty()) return false;
  const bool is_known = std::any_of(kNames.begin(), kNames.end(), [&](std::string_view each) {
    return folded.starts_with(each) &&
           (folded.size() == each.size() || !ascii::is_letter(folded[each.size()]) ||
            each == "lexis" || each == "ebsco");
  });
  if (is_known) return true;
  for (std::string_view rest = folded; !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(" ,;:()/"), rest.size());
    if (std::find(kLibraries.begin(), kLibraries.end(), rest.substr(0, end)) != kLibraries.end()) {
      return true;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (folded.find(' ') != std::string::npos || folded.find('.') == std::string::npos) return false;
  std::string_view host = folded;
  if (const std::size_t scheme = host.find("://"); scheme != host.npos) {
    host.remove_prefix(scheme + 3);
  }
  return is_database_host(host.substr(0, host.find('/')));
}

}  // namespace

bool is_database(std::string_view name) {
  // Articles of one paper follow each other.
  thread_local std::string last;
  thread_local bool was_database = false;
  if (name != last) {
    was_database = names_database(name);
    last = name;
  }
  return was_database;
}

bool is_database_host(std::string_view host) {
  return std::any_of(kHosts.begin(), kHosts.end(),
                     [&](std::string_view domain) { return is_within(host, domain); });
}

std::string host_behind_proxy(std::string_view host) {
  if (is_within(host, "cdn.ampproject.org") || host.ends_with(".translate.goog")) {
    const std::string_view label = host.substr(0, host.find('.'));
    return label.find('-') == label.npos ? std::string() : with_points(label);
  }
  std::size_t start = 0;
  while (start < host.size()) {
    const std::size_t end = std::min(host.find('.', start), host.size());
    if (is_proxy_label(host.substr(start, end - start)) && end < host.size()) {
      if (start == 0) return {};
      const std::string_view before = host.substr(0, start - 1);
      return before.find('.') == before.npos ? with_points(before) : std::string(before);
    }
    start = end + 1;
  }
  return std::string(host);
}

}  // namespace dateline
