// SPDX-License-Identifier: GPL-2.0-or-later
// The table of agencies; a name in parentheses that is not here does not prove a dateline by
// itself.
#include "indexer/extract/agencies.h"

#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <unordered_set>

namespace dateline {
namespace {

/// Names of up to this many bytes are also words or codes, so their case must match.
constexpr std::size_t kShortName = 5;

using Names = std::unordered_set<std::string_view>;

/// As written by the agency.
const Names& short_names() {
  static const Names names = {
      "AP",    "AFP",   "UPI",  "dpa",     "DPA",   "APA",   "TASS",  "ТАСС",   "EFE",   "ANSA",
      "ANI",   "PTI",   "IANS", "UNI",     "APP",   "INP",   "NNI",   "BSS",    "UNB",   "BBC",
      "CNN",   "NPR",   "CBC",  "ABC",     "AAP",   "NZPA",  "CP",    "PA",     "STT",   "NTB",
      "TT",    "PAP",   "CTK",  "ČTK",     "TASR",  "SITA",  "MTI",   "HINA",   "STA",   "BTA",
      "AA",    "DHA",   "IHA",  "WAFA",    "SPA",   "WAM",   "KUNA",  "QNA",    "BNA",   "ONA",
      "SANA",  "NNA",   "MENA", "TAP",     "APS",   "MAP",   "IRNA",  "ISNA",   "FARS",  "Fars",
      "MEHR",  "Mehr",  "NAN",  "PANA",    "GNA",   "KNA",   "SAPA",  "ENA",    "VNA",   "KPL",
      "PNA",   "TNA",   "CNA",  "KCNA",    "LUSA",  "Lusa",  "BELGA", "Belga",  "ANP",   "ATS",
      "SDA",   "sda",   "epd",  "sid",     "SID",   "Trend", "ots",   "PRWEB",  "PRWeb", "Télam",
      "UNIAN", "Petra", "AGI",  "ADN",     "BELTA", "BelTA", "VOA",   "RFE/RL", "IPS",   "DW",
      "RFI",   "CNW",   "ACN",  "EFE-EPA", "ABI",   "ANDINA"};
  return names;
}

/// Folded.
const Names& long_names() {
  static const Names names = {"reuters",
                              "thomson reuters",
                              "thomson reuters foundation",
                              "reuters breakingviews",
                              "associated press",
                              "the associated press",
                              "agence france-presse",
                              "united press international",
                              "deutsche presse-agentur",
                              "bloomberg",
                              "bloomberg news",
                              "dow jones",
                              "dow jones newswires",
                              "canadian press",
                              "the canadian press",
                              "la presse canadienne",
                              "press association",
                              "australian associated press",
                              "itar-tass",
                              "итар-тасс",
                              "ria novosti",
                              "риа новости",
                              "sputnik",
                              "sputnik international",
                              "interfax",
                              "интерфакс",
                              "interfax-ukraine",
                              "regnum",
                              "rosbalt",
                              "росбалт",
                              "ukrinform",
                              "укринформ",
                              "белта",
                              "kazinform",
                              "казинформ",
                              "azertac",
                              "armenpress",
                              "xinhua",
                              "xinhua news agency",
                              "kyodo",
                              "kyodo news",
                              "jiji press",
                              "yonhap",
                              "yonhap news agency",
                              "bernama",
                              "antara",
                              "press trust of india",
                              "united news of bangladesh",
                              "urdupoint",
                              "urdupoint news",
                              "pakistan point news",
                              "associated press of pakistan",
                              "online international news network",
                              "anadolu",
                              "anadolu agency",
                              "ihlas news agency",
                              "saudi press agency",
                              "emirates news agency",
                              "tasnim",
                              "ritzau",
                              "tidningarnas telegrambyra",
                              "agerpres",
                              "mediafax",
                              "tanjug",
                              "europa press",
                              "agencia efe",
                              "agencia brasil",
                              "notimex",
                              "prensa latina",
                              "adnkronos",
                              "keystone-sda",
                              "keystone-ats",
                              "inter press service",
                              "voice of america",
                              "deutsche welle",
                              "bbc news",
                              "bbc sport",
                              "news agency of nigeria",
                              "ghana news agency",
                              "kenya news agency",
                              "prnewswire",
                              "pr newswire",
                              "prnewswire-usnewswire",
                              "prnewswire-prweb",
                              "business wire",
                              "businesswire",
                              "globe newswire",
                              "globenewswire",
                              "marketwired",
                              "marketwire",
                              "market wire",
                              "accesswire",
                              "ein presswire",
                              "einpresswire",
                              "newsfile corp.",
                              "media outreach",
                              "presseportal"};
  return names;
}

/// The end of the separator at `at`; `at` itself if there is none.
std::size_t separator_end(std::string_view credit, std::size_t at) {
  if (credit[at] == '/' || credit[at] == ',' || credit[at] == ';') return at + 1;
  for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 "}) {
    if (credit.substr(at).starts_with(dash)) return at + dash.size();
  }
  return at;
}

}  // namespace

std::vector<std::string> parties_of(std::string_view credit) {
  std::vector<std::string> parties;
  const auto add = [&](std::string_view party) {
    party = text::trim(party);
    if (party.empty() || std::find(parties.begin(), parties.end(), party) != parties.end()) return;
    parties.emplace_back(party);
  };
  // The one agency whose name contains a separator.
  if (credit == "RFE/RL") return {"RFE/RL"};
  std::size_t start = 0;
  for (std::size_t at = 0; at < credit.size();) {
    const std::size_t end = separator_end(credit, at);
    if (end == at) {
      ++at;
      continue;
    }
    add(credit.substr(start, at - start));
    start = at = end;
  }
  add(credit.substr(start));
  return parties;
}

bool is_known_agency(std::string_view name) {
  if (short_names().contains(name)) return true;
  return name.size() > kShortName && long_names().contains(text::fold(name));
}

}  // namespace dateline
