// SPDX-License-Identifier: GPL-2.0-or-later
// A paragraph is an appeal if it names the matter and speaks to the reader, or for the site. Either
// alone is found in news.
#include "indexer/readers/html/appeals.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/readers/html/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace dateline::html {
namespace {

/// Longer paragraphs are prose.
constexpr std::size_t kMostAppealBytes = 700;

struct Matter {
  std::string_view words;  ///< folded
  Appeal appeal;
};

constexpr auto kAppealMatters = std::to_array<Matter>({
    {"user agreement", Appeal::Legal},
    {"terms of use", Appeal::Legal},
    {"terms of service", Appeal::Legal},
    {"terms and conditions", Appeal::Legal},
    {"privacy policy", Appeal::Legal},
    {"privacy notice", Appeal::Legal},
    {"all rights reserved", Appeal::Legal},
    {"may not be reproduced", Appeal::Legal},
    {"may not be published, broadcast", Appeal::Legal},
    {"nutzungsbedingungen", Appeal::Legal},
    {"datenschutzerklarung", Appeal::Legal},
    {"alle rechte vorbehalten", Appeal::Legal},
    {"conditions generales", Appeal::Legal},
    {"tous droits reserves", Appeal::Legal},
    {"politica de privacidad", Appeal::Legal},
    {"politica de privacidade", Appeal::Legal},
    {"todos los derechos reservados", Appeal::Legal},
    {"todos os direitos reservados", Appeal::Legal},
    {"tutti i diritti riservati", Appeal::Legal},
    {"alle rechten voorbehouden", Appeal::Legal},
    {"все права защищены", Appeal::Legal},
    {"版权所有", Appeal::Legal},
    {"無断転載", Appeal::Legal},
    {"cookie", Appeal::Consent},
    {"newsletter", Appeal::Join},
    {"subscribe", Appeal::Join},
    {"subscription", Appeal::Join},
    {"subscriber", Appeal::Join},
    {"sign up", Appeal::Join},
    {"sign in", Appeal::Join},
    {"log in", Appeal::Join},
    {"free account", Appeal::Join},
    {"become a member", Appeal::Join},
    {"follow us on", Appeal::Join},
    {"follow me on", Appeal::Join},
    {"like us on facebook", Appeal::Join},
    {"download our app", Appeal::Join},
    {"abonnement", Appeal::Join},
    {"abonnieren", Appeal::Join},
    {"abonnez-vous", Appeal::Join},
    {"inscrivez-vous", Appeal::Join},
    {"suscribete", Appeal::Join},
    {"suscripcion", Appeal::Join},
    {"registrate", Appeal::Join},
    {"assine", Appeal::Join},
    {"abbonati", Appeal::Join},
    {"iscriviti", Appeal::Join},
    {"подпис", Appeal::Join},
    {"donate", Appeal::Donation},
    {"donation", Appeal::Donation},
    {"contribution", Appeal::Donation},
    {"support our", Appeal::Donation},
    {"support independent journalism", Appeal::Donation},
    {"spende", Appeal::Donation},
    {"faire un don", Appeal::Donation},
    {"soutenez", Appeal::Donation},
    {"donacion", Appeal::Donation},
    {"apoye nuestro", Appeal::Donation},
});

/// Who speaks to whom; folded. One of them must be there, too.
constexpr auto kAddresses = std::to_array<std::string_view>({"this site",
                                                             "this website",
                                                             "our site",
                                                             "our website",
                                                             "our terms",
                                                             "our user",
                                                             "our privacy",
                                                             "our cookie",
                                                             "our use of",
                                                             "our newsletter",
                                                             "our free",
                                                             "our daily",
                                                             "our weekly",
                                                             "our journalism",
                                                             "our reporting",
                                                             "our work",
                                                             "our newsroom",
                                                             "our subscri",
                                                             "our app",
                                                             "our members",
                                                             "you agree",
                                                             "you accept",
                                                             "you consent",
                                                             "you are agreeing",
                                                             "your inbox",
                                                             "your email",
                                                             "your e-mail",
                                                             "your account",
                                                             "your subscription",
                                                             "your donation",
                                                             "your contribution",
                                                             "your support",
                                                             "your consent",
                                                             "your settings",
                                                             "you can unsubscribe",
                                                             "you already",
                                                             "already a ",
                                                             "sign up ",
                                                             "subscribe now",
                                                             "subscribe to our",
                                                             "subscribe today",
                                                             "subscribe for",
                                                             "please ",
                                                             "click here",
                                                             "donate now",
                                                             "donate today",
                                                             "make a donation",
                                                             "make a contribution",
                                                             "become a member",
                                                             "join now",
                                                             "log in to",
                                                             "sign in to",
                                                             "create a free",
                                                             "to continue reading",
                                                             "to keep reading",
                                                             "follow us on",
                                                             "follow me on",
                                                             "like us on",
                                                             "we use cookies",
                                                             "uses cookies",
                                                             "we rely on",
                                                             "we need your",
                                                             "help us",
                                                             "support our",
                                                             "support independent",
                                                             "all rights reserved",
                                                             "may not be",
                                                             "alle rechte",
                                                             "tous droits",
                                                             "todos los derechos",
                                                             "todos os direitos",
                                                             "tutti i diritti",
                                                             "все права",
                                                             "版权所有",
                                                             "無断転載",
                                                             "unser",
                                                             "unsere",
                                                             "ihr abo",
                                                             "ihre spende",
                                                             "jetzt ",
                                                             "melden sie",
                                                             "wir verwenden",
                                                             "diese website",
                                                             "notre",
                                                             "nos ",
                                                             "votre",
                                                             "abonnez-vous",
                                                             "inscrivez-vous",
                                                             "ce site",
                                                             "nous utilisons",
                                                             "soutenez",
                                                             "nuestro",
                                                             "nuestra",
                                                             "suscribete",
                                                             "registrate",
                                                             "este sitio",
                                                             "utilizamos",
                                                             "nosso",
                                                             "nossa",
                                                             "assine ",
                                                             "este site",
                                                             "abbonati",
                                                             "iscriviti",
                                                             "nostra",
                                                             "nostro",
                                                             "questo sito",
                                                             "подпишитесь",
                                                             "подписывайтесь"});

constexpr auto kAppealTitles = std::to_array<Matter>({
    {"terms of use", Appeal::Legal},
    {"terms of service", Appeal::Legal},
    {"terms and conditions", Appeal::Legal},
    {"terms & conditions", Appeal::Legal},
    {"user agreement", Appeal::Legal},
    {"privacy policy", Appeal::Legal},
    {"privacy notice", Appeal::Legal},
    {"privacy statement", Appeal::Legal},
    {"legal notice", Appeal::Legal},
    {"copyright notice", Appeal::Legal},
    {"disclaimer", Appeal::Legal},
    {"impressum", Appeal::Legal},
    {"datenschutz", Appeal::Legal},
    {"datenschutzerklarung", Appeal::Legal},
    {"nutzungsbedingungen", Appeal::Legal},
    {"agb", Appeal::Legal},
    {"mentions legales", Appeal::Legal},
    {"conditions generales d'utilisation", Appeal::Legal},
    {"politique de confidentialite", Appeal::Legal},
    {"aviso legal", Appeal::Legal},
    {"politica de privacidad", Appeal::Legal},
    {"politica de privacidade", Appeal::Legal},
    {"termos de uso", Appeal::Legal},
    {"note legali", Appeal::Legal},
    {"informativa sulla privacy", Appeal::Legal},
    {"privacyverklaring", Appeal::Legal},
    {"cookie policy", Appeal::Consent},
    {"cookies", Appeal::Consent},
    {"cookie settings", Appeal::Consent},
    {"politica de cookies", Appeal::Consent},
    {"newsletter", Appeal::Join},
    {"newsletters", Appeal::Join},
    {"subscribe", Appeal::Join},
    {"subscriptions", Appeal::Join},
    {"sign up", Appeal::Join},
    {"sign in", Appeal::Join},
    {"log in", Appeal::Join},
    {"login", Appeal::Join},
    {"register", Appeal::Join},
    {"registration", Appeal::Join},
    {"create an account", Appeal::Join},
    {"anmelden", Appeal::Join},
    {"abonnement", Appeal::Join},
    {"abonnements", Appeal::Join},
    {"s'abonner", Appeal::Join},
    {"suscripciones", Appeal::Join},
    {"suscribete", Appeal::Join},
    {"assine", Appeal::Join},
    {"donate", Appeal::Donation},
    {"donations", Appeal::Donation},
    {"support us", Appeal::Donation},
    {"support our journalism", Appeal::Donation},
    {"make a donation", Appeal::Donation},
    {"spenden", Appeal::Donation},
    {"faire un don", Appeal::Donation},
    {"donar", Appeal::Donation},
});

/// Somebody else's words are reported.
bool quotes(std::string_view text) {
  return text.find("“") != std::string_view::npos || text.find("«") != std::string_view::npos ||
         std::count(text.begin(), text.end(), '"') >= 2;
}

std::string folded(std::string_view text) {
  return text::is_ascii(text) ? ascii::lower(text) : text::fold(text);
}

/// The first matter that a word of `folded` begins. Matters are tried by their first byte alone,
/// for this is asked of every paragraph.
Appeal matter_of(std::string_view folded) {
  static const auto kByFirstByte = [] {
    std::array<std::vector<const Matter*>, 256> table;
    for (const Matter& each : kAppealMatters) {
      table[static_cast<unsigned char>(each.words.front())].push_back(&each);
    }
    return table;
  }();
  bool in_word = false;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(folded[i]);
    const bool is_plain = byte < 0x80;
    if (!is_plain || !in_word) {
      for (const Matter* each : kByFirstByte[byte]) {
        if (folded.substr(i).starts_with(each->words)) return each->appeal;
      }
    }
    in_word = is_plain && ascii::is_letter(folded[i]);
  }
  return Appeal::None;
}

}  // namespace

Appeal appeal_of(std::string_view paragraph) {
  if (paragraph.size() > kMostAppealBytes) return Appeal::None;
  const std::string text = folded(paragraph);
  const Appeal appeal = matter_of(text);
  if (appeal == Appeal::None || quotes(paragraph)) return Appeal::None;
  const bool speaks =
      std::any_of(kAddresses.begin(), kAddresses.end(),
                  [&](std::string_view words) { return text.find(words) != text.npos; });
  return speaks ? appeal : Appeal::None;
}

Appeal appeal_of_title(std::string_view headline) {
  const std::string title = letters(headline);
  constexpr std::size_t kLongest = 48;
  if (title.empty() || title.size() > kLongest) return Appeal::None;
  const auto* const found =
      std::find_if(kAppealTitles.begin(), kAppealTitles.end(),
                   [&](const Matter& each) { return letters(each.words) == title; });
  return found == kAppealTitles.end() ? Appeal::None : found->appeal;
}

}  // namespace dateline::html
