"""Names in English texts that are nobody's who could be hurt: pets, works, models, public figures.

A pet is told by what is done with it, a work or a thing by what it is or who made it, somebody
whom everybody knows by the full name alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from understudy.cleaning.names.english_reading import Word
from understudy.cleaning.signs import clues

_NAME = r"[A-Z][a-z]{2,14}"
_ANIMAL = (
    r"(?:cats?|dogs?|pupp(?:y|ies)|pup|kittens?|kitty|hamster|rabbit|bunny|horse|pony|mare|gelding|parrot|"
    r"budgie|tortoise|goldfish|ferret|gerbil|hound|labrador|lab|retriever|spaniel|terrier|poodle|cockapoo|"
    r"labradoodle|whippet|greyhound|beagle|collie|corgi|dachshund|alsatian|pug|bulldog|husky|"
    r"boxer dog|tabby|"
    r"siamese|ragdoll|persian|donkey|alpaca|goat|hen|cockerel)"
)
_CARE = (
    r"(?:vets?|groomers?|kennels?|cattery|dog (?:park|sitter|walker)|cat sitter|puppy (?:class|"
    r"training)|litter|"
    r"kibble|leash|walkies|flea|worming|worm(?:er|ed)|microchip(?:ped)?|neutered|spayed|paws?|fur|barks?|"
    r"barking|barked|meow\w*|purr\w*|treats|collar|mouse|mice)"
)
_PETS = re.compile(
    rf"(?<!\w){_ANIMAL},? (?P<after>{_NAME})(?!\w)"
    rf"|(?<!\w)(?P<before>{_NAME})(?:,? (?:the|our|my|is (?:a|our|my|the)|was (?:a|our|my)))(?: "
    rf"[a-z-]{{2,12}}){{0,2}}? {_ANIMAL}(?!\w)"
    rf"|(?<!\w)(?i:took|take|takes|taking|bring|bringing|brought|get|got|getting|drop|dropped|dropping|book|booked|walk|"
    rf"walked|walking|feed|fed|feeding)(?: poor)? (?P<cared>{_NAME})(?= (?:[a-z]+ ){{0,4}}?(?:to|"
    rf"at|from|in|into) (?:the |a )?{_CARE}(?!\w))"
    rf"|(?<!\w)(?P<acting>{_NAME}) (?:(?:was|is|has|had|keeps?|just|still|been|got) "
    rf"){{0,3}}(?:bark(?:s|ed|ing)|purr(?:s|ed|ing)"
    r"|meow(?:s|ed|ing)|moult(?:s|ed|ing)|shedding|chewed|chewing|sick on|neutered|spayed|"
    r"microchipped|wagging|"
    r"wagged|clawed|hissed|hissing|growl(?:s|ed|ing)|off (?:his|her) food|needs (?:a walk|his "
    r"(?:walk|jabs)|her"
    r" (?:walk|jabs)|feeding)|scratched the|pee[ds] on|weed on|pooed)(?!\w)"
    rf"|(?<!\w)(?P<of>{_NAME})['’]s (?:paws?|tail|fur|collar|leash|litter|kibble|fleas?|worming|"
    rf"kennel|claws?|whiskers|hutch|"
    r"stable|saddle|hoof|hooves|vet(?: bill)?s?|microchip|jabs)(?!\w)"
)  # fmt: skip
_PET_WORDS_TEXT = """
    cat cats dog dogs puppy puppies pup kitten kittens kitty hamster rabbit bunny horse pony
    mare gelding parrot budgie tortoise goldfish ferret gerbil hound labrador lab retriever
    spaniel terrier poodle cockapoo labradoodle whippet greyhound beagle collie corgi dachshund
    alsatian pug bulldog husky tabby siamese ragdoll persian donkey alpaca goat hen cockerel vet
    vets groomer groomers kennel kennels cattery litter kibble leash walkies flea worming wormer
    wormed microchip microchipped neutered spayed paw paws fur bark barks barking barked meow
    meows meowing purr purrs purring treats collar mouse mice tail shedding moulting chewed
    chewing sick wagging clawed hissed growled growling growls walk claws whiskers hutch stable
    saddle jabs scratched off feeding peed weed pooed fleas
"""
_PET_WORDS = frozenset(_PET_WORDS_TEXT.split())
_WORK = (
    r"(?:novels?|albums?|songs?|vinyl|tickets|concert|gig|tweets?|quotes?|biopic|documentary|biography|memoir|"
    r"thrillers?|posters?|jersey|playlist|soundtrack|lyrics|perfume|aftershave|handbag|wallet|boxers|polo|jeans|"
    r"trainers|sunglasses|lipstick|kettle|guitars?|films?|movies?|book(?= (?:is|was|i|on|club|"
    r"series|from|about)\b)|"
    r"books|museum|statue|lookalike|impression|costume|wig|technique|method|man(?:o?eu|eu)v(?:re|er))"
)
_MAKER = (
    r"(?:Renault|Nissan|Kia|Skoda|Škoda|Seat|VW|Volkswagen|Vauxhall|Opel|Toyota|Honda|Mazda|Alfa "
    r"Romeo|Fiat|"
    r"Citro[eë]n|Peugeot|Hyundai|Dacia|Lada|Audi|BMW|Tesla|Chevrolet|Chevy|Dodge|Buick|Subaru|Suzuki|Volvo|"
    r"Lexus|Ferrari|Lamborghini|Porsche|Ikea|IKEA|Amazon|Philips|Lenovo|Dell|HP|Xiaomi|Samsung|Yamaha|Casio|"
    r"Fender|Gibson|Bosch|Miele|Lego|LEGO|Sony|Nokia|Huawei|Netflix|Nintendo|Boeing|Airbus)"
)
_THINGS = re.compile(
    rf"(?<!\w)(?P<work>{_NAME}(?: {_NAME}){{1,2}}) {_WORK}(?!\w)"
    rf"|(?<!\w)(?i:watch(?:ed|ing)?|re-?watch(?:ed|ing)?|streaming|binged?|bingeing|reading|"
    rf"re-?read(?:ing)?) "
    rf"(?P<seen>{_NAME} {_NAME})(?!['’]s| [a-z]{{2,}}ing)(?!\w)"
    rf"|(?<!\w)(?P<model>{_MAKER} [A-Z][a-z]+)(?!\w)"
    r"|(?<!\w)(?P<ship>(?:HMS|RMS|USS|SS|MV|RRS|RSS|the (?:ferry|yacht|ship|boat|trawler|"
    r"narrowboat|lifeboat|schooner))"
    rf" [A-Z][a-z]+(?: (?:of )?[A-Z][a-z]+){{0,2}})(?!\w)"
    r"|(?<!\w)(?i:an?|the|won|wins|nominated for) (?P<prize>Oscar|Tony|Emmy|Grammy)s?(?= (?:for|"
    r"in|and|or|nominat|award|"
    r"night|winn|went|goes)|[,.;!?)\n]|\Z)"
    r"|(?<!\w)(?P<crowned>(?:Queen|Pope|Tsar|Princess|Emperor) [A-Z][a-z]+|King (?:Charles|George|"
    r"Edward|Henry|James|"
    r"John|Lear|Arthur|Harald)|Prince (?:Harry|William|Andrew|Charles|Edward|Philip))(?: "
    r"[IVX]{1,4})?(?!\w)"
)  # fmt: skip
_MAY_BE_THING = re.compile(
    rf"{_MAKER}|[A-Z][a-z]+ {_WORK}|[Ww]atch|[Rr]ead|[Ss]tream|[Bb]ing|HMS|RMS|USS|SS|MV|R[RS]S|"
    rf"ferry|yacht|"
    r"ship|boat|trawler|schooner|Oscar|Tony|Emmy|Grammy|Queen|King|Pope|Tsar|Princ|Emperor"
).search
_FAMOUS_TEXT = """
    Taylor Swift;Harry Styles;Ed Sheeran;Billie Eilish;Kanye West;Kate Bush;David Bowie;Elton
    John; Freddie Mercury;Michael Jackson;Elvis Presley;Bob Dylan;Bob Marley;John Lennon;Paul
    McCartney;Ringo Starr; George Harrison;Mick Jagger;Amy Winehouse;Dua Lipa;Ariana
    Grande;Justin Bieber;Katy Perry;Lady Gaga; Bruno Mars;Johnny Cash;Dolly Parton;Frank
    Sinatra;Louis Armstrong;Miles Davis;Nina Simone;Ella Fitzgerald; Kurt Cobain;Jimi
    Hendrix;Janis Joplin;Leonard Cohen;Nick Cave;Bruce Springsteen;Celine Dion;Whitney Houston;
    Tina Turner;Diana Ross;Stevie Wonder;Stevie Nicks;Lana Del Rey;Olivia Rodrigo;Sabrina
    Carpenter; Elon Musk;Jeff Bezos;Bill Gates;Steve Jobs;Mark Zuckerberg;Tim Cook;Sam
    Altman;Warren Buffett; Donald Trump;Joe Biden;Barack Obama;Michelle Obama;Hillary
    Clinton;Bill Clinton;Kamala Harris;George Bush; Ronald Reagan;Abraham Lincoln;George
    Washington;Thomas Jefferson;Martin Luther;Nelson Mandela; Mahatma Gandhi;Winston
    Churchill;Margaret Thatcher;Tony Blair;Boris Johnson;Theresa May;Keir Starmer; Rishi
    Sunak;Liz Truss;Angela Merkel;Emmanuel Macron;Vladimir Putin;Volodymyr Zelensky;Narendra
    Modi; Justin Trudeau;Jacinda Ardern;Greta Thunberg;Prince Harry;Meghan Markle;Kate
    Middleton; Lionel Messi;Cristiano Ronaldo;David Beckham;Harry Kane;Wayne Rooney;Roger
    Federer;Rafael Nadal; Serena Williams;Andy Murray;Novak Djokovic;Emma Raducanu;Tiger
    Woods;Michael Jordan;LeBron James;Usain Bolt; Muhammad Ali;Lewis Hamilton;Max
    Verstappen;Simone Biles;Tom Brady;Babe Ruth;Mo Salah;Mo Farah; Albert Einstein;Isaac
    Newton;Charles Darwin;Stephen Hawking;Alan Turing;Ada Lovelace;Marie Curie;Nikola Tesla;
    Galileo Galilei;Richard Feynman;Carl Sagan;Florence Nightingale;Rosa Parks;Anne Frank;Helen
    Keller; Karl Marx;Sigmund Freud;Carl Jung;Adam Smith;Friedrich Nietzsche;Immanuel Kant;Noam
    Chomsky; William Shakespeare;Charles Dickens;Jane Austen;Agatha Christie;Stephen King;Dan
    Brown;Sally Rooney; George Orwell;Virginia Woolf;Oscar Wilde;Mark Twain;Ernest
    Hemingway;James Joyce;Emily Dickinson; Charlotte Bronte;Emily Bronte;Mary Shelley;Leo
    Tolstoy;Roald Dahl;Enid Blyton;Beatrix Potter;Terry Pratchett; Neil Gaiman;Margaret
    Atwood;Ursula Le Guin;Philip Pullman;Lewis Carroll;Arthur Conan Doyle;Ian Fleming; Haruki
    Murakami;Gabriel Garcia Marquez;Franz Kafka;Sylvia Plath;Maya Angelou;Toni Morrison; Vincent
    van Gogh;Pablo Picasso;Frida Kahlo;Andy Warhol;Claude Monet;David Hockney;Salvador Dali;
    Alfred Hitchcock;Quentin Tarantino;Steven Spielberg;Christopher Nolan;Wes Anderson;Stanley
    Kubrick; Brad Pitt;Tom Hanks;Tom Cruise;Leonardo DiCaprio;Meryl Streep;Julia Roberts;Marilyn
    Monroe;Audrey Hepburn; James Dean;Charlie Chaplin;Keanu Reeves;Ryan Gosling;Margot
    Robbie;Emma Watson;Johnny Depp;Idris Elba; Judi Dench;Hugh Grant;Colin Firth;David
    Attenborough;Gordon Ramsay;Jamie Oliver;Nigella Lawson;Mary Berry; Delia Smith;Paul
    Hollywood;Martha Stewart;Oprah Winfrey;Ellen DeGeneres;Joe Rogan;Jordan Peterson; Joe
    Wicks;Marie Kondo;Kim Kardashian;Paris Hilton;Simon Cowell;Ant and Dec;Bear Grylls;Louis
    Theroux; Ralph Nader;Erin Brockovich;Amelia Earhart;Neil Armstrong;Buzz Aldrin;Yuri
    Gagarin;Joan of Arc; Peter Rabbit;Anna Karenina;Tom Sawyer;Huck Finn;Huckleberry
    Finn;Bridget Jones;Emma Woodhouse; Elizabeth Bennet;Atticus Finch;Holden Caulfield;Jay
    Gatsby;Dorian Gray;Victor Frankenstein;Tess of the; Ebenezer Scrooge;Tiny Tim;Sydney
    Carton;Miss Marple;Hercule Poirot;Doctor Who;Dr Who;Indiana Jones; Luke Skywalker;Han
    Solo;Darth Vader;Princess Leia;Frodo Baggins;Bilbo Baggins;Katniss Everdeen;Bella Swan;
    Hermione Granger;Ron Weasley;Albus Dumbledore;Severus Snape;Rocky Balboa;Ted Lasso;Walter
    White;Tony Soprano; Jon Snow;Homer Simpson;Bart Simpson;Peter Griffin;Michael Scott;Ross
    Geller;Basil Fawlty;Del Boy;Mr Bean; Tony Stark;Bruce Wayne;Clark Kent;Peter Parker;Lois
    Lane;Wonder Woman;Nancy Drew;Pippi Longstocking; Matilda Wormwood;Willy Wonka;Roger
    Rabbit;Bugs Bunny;Daffy Duck;Buzz Lightyear;Anne of Green Gables; Shirley Temple;Roland
    Garros;Flushing Meadows;Monte Carlo;Johns Hopkins;Billie Jean King;Rob Roy; Sweet
    William;Black-eyed Susan;Pink Lady;eggs Benedict;Eggs Benedict;Eggs Florentine;Peach
    Melba;Lazy Susan; Bloody Mary;Long John;Harvey Wallbanger;Arnold Palmer;Tom Yum;Caesar
    Salad;Beef Wellington;Dutch Barbara; Baker McKenzie;Allen Overy;Clifford Chance;Ben and
    Jerry;Abercrombie Fitch;Frankie and Benny;Frankie & Benny; Mills and Boon;Mills & Boon;Bang
    & Olufsen;Johnson and Johnson;Procter and Gamble;Barnes and Noble; Barnes & Noble;Simon and
    Schuster;Rolls Royce;Smith and Wesson;Simon and Garfunkel;Adam and Eve; Hansel and
    Gretel;Bonnie and Clyde;Tom and Jerry;Wallace and Gromit;Ken and Barbie; Charlotte
    Hornets;Dallas Cowboys;Austin Powers;Houston Rockets;Carolina Panthers;Denver Broncos;
    Madison Square;Victoria Falls;Victoria Coach;Alexandra Palace;Elizabeth Line;Elizabeth
    line;Jubilee Line; Charlotte Amalie;Prince Edward Island;St George;Georgia Tech;Texas
    Holdem;Nat King Cole;Sierra Leone
"""
_ALONE_TEXT = """
    siri cortana bixby madonna beyonce adele rihanna eminem shakira bowie obama trump biden
    zelensky putin messi ronaldo neymar mbappe haaland einstein shakespeare picasso beethoven
    mozart gandalf frodo dumbledore hermione voldemort spongebob pikachu scrooge poirot grinch
    paddington olaf moana mulan rapunzel cinderella
"""
_ALONE = frozenset(_ALONE_TEXT.split())
_FAMOUS: defaultdict[str, list[str]] = defaultdict(list)
for _one in _FAMOUS_TEXT.replace("\n", " ").split(";"):
    _first, _, _rest = " ".join(_one.split()).partition(" ")
    _FAMOUS[_first].append(f" {_rest}")


def of_nobody(text: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield where something is called, or somebody whom everybody knows.

    Args:
        text: An English text.
        words: Its words.
    """
    for word in words:
        if not word.is_capital:
            continue
        for rest in _FAMOUS.get(word.text, ()):
            end = word.end + len(rest)
            if text.startswith(rest, word.end) and not text[end : end + 1].isalnum():
                yield word.start, end
        if word.folded in _ALONE:
            yield word.start, word.end
    if _MAY_BE_THING(text):
        for match in _THINGS.finditer(text):
            yield match.span(str(match.lastgroup))
    if not _PET_WORDS.isdisjoint(clues.spoken(text)):
        pets = {match[str(match.lastgroup)] for match in _PETS.finditer(text)}
        yield from ((word.start, word.end) for word in words if word.text in pets)
