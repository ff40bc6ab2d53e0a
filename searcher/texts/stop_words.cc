// SPDX-License-Identifier: GPL-2.0-or-later
// Function words and forms of auxiliary verbs; no numbers, names or nouns.
#include "searcher/texts/stop_words.h"

#include "common/errors/errors.h"
#include "common/segment/forward.h"
#include "common/text/language.h"
#include "common/text/term.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

struct List {
  std::string_view language;
  std::string_view words;
};

constexpr List kLists[] = {
    {"de",
     "aber alle allem allen aller alles als also am an ander andere anderem anderen anderer "
     "anderes "
     "auch auf aus bei beim bin bis bist da dabei dadurch dafür dagegen daher damit danach dann "
     "daran darauf daraus darin darüber darum das dass davon dazu dein deine dem den denen denn "
     "der "
     "deren des deshalb dessen die dies diese dieselbe diesem diesen dieser dieses doch dort du "
     "durch ein eine einem einen einer eines er es etwa etwas euch euer für gegen habe haben hat "
     "hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem "
     "ins ist ja jede jedem jeden jeder jedes jedoch jene jetzt kann kein keine keinem keinen "
     "keiner können könnte man mehr mein meine mich mir mit muss müssen nach nicht nichts noch nun "
     "nur ob oder ohne schon sehr sein seine seinem seinen seiner seines seit selbst sich sie sind "
     "so solche sondern sonst soll sollen sollte sowie über um und uns unser unter viel vom von "
     "vor "
     "während war waren warum was wegen weil weiter welche welcher wenn wer werde werden wie "
     "wieder "
     "will wir wird wo wollen worden wurde wurden würde würden zu zum zur zwar zwischen"},
    {"en",
     "a about above after again against all also am among an and any are aren't as at be because "
     "been before being below between both but by can can't cannot could couldn't did didn't do "
     "does doesn't doing don't down during each either few for from further had hadn't has hasn't "
     "have haven't having he her here hers herself him himself his how however i if in into is "
     "isn't it it's its itself just may me might more most must my myself neither no nor not of "
     "off "
     "on once only onto or other our ours ourselves out over own per same shall she should "
     "shouldn't since so some such than that the their theirs them themselves then there these "
     "they "
     "this those though through to too toward towards under until up upon us very was wasn't we "
     "were weren't what when where whether which while who whom whose why will with within without "
     "won't would wouldn't yet you your yours yourself yourselves"},
    {"es",
     "a al algo algún alguna algunas alguno algunos ante antes aquel aquella aquellas aquello "
     "aquellos aun aún aunque bajo bien cada casi como cómo con contra cual cuál cuales cualquier "
     "cuando cuándo de del desde donde dónde dos durante e el él ella ellas ello ellos en entonces "
     "entre era eran es esa esas ese eso esos esta ésta está estaba estaban estado están estar "
     "estas este éste esto estos fue fueron ha había habían haber han hasta hay incluso la las le "
     "les lo los más me mi mientras mis misma mismas mismo mismos mucha muchas mucho muchos muy "
     "nada ni ninguna ninguno no nos nosotros nuestra nuestro o os otra otras otro otros para pero "
     "poco por porque pues que qué quien quién quienes se sea según ser será si sí sido sin sino "
     "sobre son su sus suya suyo tal también tampoco tan tanto te tiene tienen toda todas todavía "
     "todo todos tras tu tus un una unas uno unos usted ustedes y ya yo"},
    {"fr",
     "à afin ai ainsi alors après as au aucun aucune aujourd'hui aussi autre autres aux avaient "
     "avait avant avec avoir c'est car ce ceci cela celle celles celui ces cet cette ceux chaque "
     "chez comme comment contre dans de depuis des dès donc dont du elle elles en encore entre es "
     "est et étaient était été être eu eux fait faire il ils je jusqu'à la là laquelle le lequel "
     "les lesquels leur leurs lors lorsque lui mais me même mêmes mes moi moins mon ne ni non nos "
     "notre nous on ont ou où par parce pas pendant peu peut plus plusieurs pour pourquoi puis "
     "qu'elle qu'il qu'ils quand que quel quelle quelles quelque quelques quels qui quoi sa sans "
     "se "
     "selon sera serait ses si soit son sont sous sur ta tandis te tel telle tes toi ton tous tout "
     "toute toutefois toutes très trop tu un une va vers vos votre vous y"},
    {"it",
     "a ad agli ai al alla alle allo anche ancora avere aveva avevano c'è che chi ci ciò coi col "
     "come con contro cosa così cui da dagli dai dal dalla dalle dallo degli dei del della delle "
     "dello di dopo dove due durante e è ed egli ella era erano essa esse essere essi fa fino fra "
     "fu furono già gli ha hanno ho i il in infatti invece io la le lei li lo loro lui ma mentre "
     "mi "
     "mio molto ne né negli nei nel nella nelle nello noi non nostra nostro o ogni oltre per "
     "perché "
     "più poi prima proprio qua quale quali quando quanto quasi quella quelle quelli quello questa "
     "queste questi questo qui quindi sarà se sé senza si sia siano sono sopra sotto sta stata "
     "state "
     "stati stato su sua sue sugli sui sul sulla sulle sullo suo suoi tra tu tutta tutte tutti "
     "tutto "
     "un una uno verso vi voi"},
    {"nl",
     "aan al alle als althans andere bij dan dat de deze die dit doch doen door dus een eens en er "
     "ge geen had hadden haar heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je "
     "jij kan kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat "
     "onder "
     "ons onze ook op over reeds sinds te tegen toch toen tot tussen u uit uw van veel voor want "
     "waren was wat we wel werd werden wie wij wil worden wordt zal ze zelf zich zij zijn zo zoals "
     "zonder zou zouden"},
    {"pt",
     "a à ainda algum alguma alguns ao aos apenas após aquela aquelas aquele aqueles aquilo as às "
     "até com como contra cada cujo da das de dela delas dele deles depois desde do dos durante e "
     "é "
     "ela elas ele eles em enquanto entre era eram essa essas esse esses esta está estão estas "
     "este "
     "estes eu foi foram há isso isto já la lhe lhes lo mais mas me mesma mesmo meu minha muito na "
     "nas nem nenhum no nos nós nossa nosso num numa o onde os ou outra outras outro outros para "
     "pela pelas pelo pelos pode podem pois por porque qual qualquer quando quanto que quem se "
     "seja "
     "sem sempre ser será seu seus sido só sob sobre sua suas também tanto tem têm tinha toda "
     "todas "
     "todo todos tudo um uma umas uns você vos"}};

const List* list_of(std::string_view language) {
  const auto* list = std::ranges::find(kLists, language, &List::language);
  if (list == std::end(kLists)) {
    list = std::ranges::find(kLists, language_code(language), &List::language);  // "English"
  }
  return list == std::end(kLists) ? nullptr : list;
}

}  // namespace

std::vector<std::string> stop_list_languages() {
  std::vector<std::string> languages;
  for (const List& list : kLists) languages.emplace_back(list.language);
  return languages;
}

void StopWords::add(const std::string& name) {
  if (const List* const list = list_of(name)) {
    add_words(list->words);
  } else {
    std::ifstream in(name);
    if (!in || std::filesystem::is_directory(name)) {
      throw Error(Code::Usage, fmt::format("'{}' is no stop list and no file", name),
                  fmt::format("name a language ({}), or a file of words",
                              fmt::join(stop_list_languages(), ", ")));
    }
    std::string line;
    for (unsigned number = 1; std::getline(in, line); ++number) {
      if (!text::is_utf8(line)) {
        throw Error(Code::Usage, fmt::format("{}:{} is not UTF-8 text", name, number),
                    "save the file as UTF-8");
      }
      add_words(std::string_view(line).substr(0, line.find_first_of("|#")));
    }
  }
  names_.push_back(name);
}

void StopWords::add_words(std::string_view line) {
  for (const text::Token& word : text::tokens(line)) words_.emplace_back(word.in(line));
}

std::unordered_set<std::uint64_t> StopWords::terms(
    const std::vector<std::string>& languages) const {
  std::unordered_set<std::uint64_t> terms;
  if (words_.empty()) return terms;
  for (const std::string& language : languages) {
    text::TermMaker maker(language);
    for (const std::string& word : words_) {
      const std::string& term = maker.term(word);
      if (!term.empty()) terms.insert(segment::hash_of(term));
    }
  }
  return terms;
}

}  // namespace dateline
