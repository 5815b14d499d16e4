"""Words around names in English texts: what speaks for a person, what against, and what is none."""

import re

from understudy.cleaning.names.ordinary import ORDINARY

_WORDS = """
    able about above after again age ago all also always am among an and any anything apple are as
    at away baby back bad base basic be because been before begin best better big bit block board
    body book both box boy brand break bring build but buy by call camp can card care case cell
    center chapter check child city class clean clear close coach coast code come cost could course
    cover crew data date dear deep did different do does done down dream drive drop each ear east
    eat either else end engine enjoy enough even ever every face fact fair family far fast father
    feel few field figure file fill final find fine fire first fish fit five fix flat flight food
    foot for form forward four free full fun game general get girl give go goal good great group
    grow guide had half hand happy hard harmony have he head health hear heart hello help her here
    hey hi high him his hit hold home hot hour house how however human i idea if important in info
    inside into is issue it its job join just keep key kid kind knee know land large last late later
    law lead learn leave left legend less let level life light like line list little live load local
    long look loop lord lot low lower made mail main major make man many map market master maybe me
    mean meet member mind mine mini model money month more morning most mother mountain move much
    music must my name near need never new next nice night no none nor north not note nothing now
    number of off office often oh ok okay old on once one online only open or order other our out
    over own pack pain paper part pass past pay people per phone pick place plan plant play please
    plus point port post power press print pro problem program project public pull push put queue
    quick quiet quite rain range rate read ready real reason red remember rest result return right
    ring rise road room rule run safe said sale same save say school score sea season second section
    see self sell send senior series serve set seven several shall she shop short should show side
    sign since sing single sir sister site six size small so social soft some son song soon sorry
    south space special stage stand start state station stay step still stop store story street
    strong style such sun sure table take talk tall team tech tell ten test text than thank thanks
    that the their them then there these they thing think third this those three through time tip
    title to today together tomorrow tonight too top total touch town trade train travel treasure
    tree trinity true trust try turn two type under unit until up update us use user very via video
    view voice wait walk wall want warm was watch water way we wealth week weekend welcome well were
    what when where which while white who whole why wide wife wild wish with within without woman
    word work world would write wrong yard year yes yesterday yet you zone
"""
_LESS_USUAL = """
    add address adopt alias alpha an apollo array author auto bent berry beta bison bonus boost
    bounty branch buddy candid candy canon carol cash castle cedar chancellor chief citizenship
    claus coke comet comma con copy copyright cotton created credit credits cyan dandy data delta
    denim destiny diamond diesel digit dob doc docs dolly dot ebony echo edit ego elf elm email
    epoch err essence expo fable fem fin flash flint forename forenames forum french friday gala
    gamma gender general german ghost giant given global goth gulf gust halo handy harp height hence
    hurricane icon index ink item jean jet kernel kilo lance laser latin lava lean len lens lent lex
    lingo liter lot mac macro macs magic magni maiden maintained mango mantra mars math maths maxim
    medal mega mentor mere meta meteor metro micro mile milk mini minor mint mob modal moral mosaic
    mostly motto names nan nationality navy neon net nil ninja norm nova null oasis occupation omega
    omen onion opal optic orb orient oval pansy panther passport paw peach peanut pebble per petty
    pi pilot pine pixel plain plum polo pony pop poster primer prose proxy pulse quest quota radar
    ram random rebel reflex relic religion rhythm rigid ritual roll root rover royal rum run safari
    saga sail saint salt san santa satin sauce scope secret sequel server sex shade shadow sherry
    sigma signature silk silver skip slim solid solo solution sonic soul spanish sport status stern
    stripe surname surnames tabby tango tempo tender terra tesla tidy titan toast token tonic torch
    totem trace trigger true tulip ultra union unique unit unknown urban vale valid value vega
    velvet verb verse version vet vi virus visa vista wax web weight whisky wiki wit written zebra
    zen zero zinc zip
"""
_MONTHS_AND_DAYS = """
    april august autumn christmas december easter february friday january july june march may monday
    noel november october saturday september sunday thursday tuesday wednesday
"""
_PLACES = """
    braden ennis epsom kendal lewes marlow morden nairn selby sutton tralee
    abilene adelaide aden africa alabama albany alexandria america andorra angola arizona arlington
    asia atlanta austin bali barcelona basel bath belen bergen berlin bethany boston bradford
    brandon brazil bristol britain brittany brooklyn burgos cadiz cairo calais cali cambria camden
    canada carolina catalina chad charlotte chelsea chester china cleveland cologne colombia
    columbia concord cordoba corinth crimea cuba dakota dallas damascus darwin denver derby devon
    dover dublin durham eden egypt england erin essex europe everest florence florida france fremont
    geneva genoa georgia ghana hamilton hampton havana helena hobart houston hudson india indiana
    ireland israel italia italy jackson jaipur jamaica jersey jordan kansas kent kenya kiel kingston
    kobe lancaster leon lima lincoln lisbon london lorraine louisiana lourdes lucca lyon macedonia
    madison malaga malaysia mali malta manila marina marseille medina melbourne memphis mexico miami
    milan milano missouri modena montana monterey montreal myanmar nancy napoli nevada nice nigeria
    odessa oman orlando oslo oxford palermo palma paris parma peru petra philadelphia phoenix pisa
    poland preston raleigh ravenna regina reno richmond rio roma romania rome rosario sacramento
    salem salerno salvador samara santiago santos saskia savannah scotland seattle selma senegal
    seville shannon sharon siberia siena sierra sofia spain stafford stanford stanley surrey sydney
    syria tampa tennessee texas tirana toledo toronto trento trinidad troy tulsa turin turkey tyrone
    uganda utah valencia venice vermont verona victoria vienna vigo virginia wales warren warsaw
    washington wellington wisconsin york zambia
"""
_MAKERS = """
    adidas aldi alexa allegra armani aston audi bayer bentley boeing bosch burberry carlsberg
    cartier chanel chase chevrolet chrysler cisco claude cortana dell dior disney dyson ferrari fiat
    ford gemini goldman gucci harley heinz hermes hilton honda hugo ikea java jira johnson kelloggs
    lego levi lexus lidl lotus louis marriott martini maserati maven mclaren mercedes merlin
    michelin morgan nestle nike nintendo nivea nokia nvidia opel oracle oscar pandora pascal perl
    pfizer philips porsche prada puma python renault rolex ruby samsung sandoz scala siemens siri
    skoda sony sterling suzuki swift tesco tesla toyota twilio vera versace visa vivo volvo wells
    wendy yasmin
"""

WORDS = frozenset([*_WORDS.split(), *_LESS_USUAL.split(), *_MONTHS_AND_DAYS.split()]) | ORDINARY
"""Words that a sentence may begin with, or that are written with a capital for another reason."""
MONTHS_AND_DAYS = frozenset(_MONTHS_AND_DAYS.split())
SHORT_MONTHS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)
PLACES = frozenset(_PLACES.split())
"""Places that are given names as well."""
MAKERS = frozenset(_MAKERS.split())
"""Companies, brands and programs that are given names as well."""

_TITLES_WORDS = """
    capt captain cllr constable councillor cpl dame det detective dr fr frau herr imam inspector
    lady lord messrs miss missus mister mme mr mrs ms mx pastor pc prof professor pvt rabbi rev
    reverend rn sergeant señor señora sgt sir sr
"""
TITLES = frozenset(_TITLES_WORDS.split())
"""Whoever follows is a person, whatever the word."""
_ROLES_WORDS = """
    actor agent attorney aunt auntie author baby boss bride brother buyer candidate carer chairman
    chairwoman claimant clerk client coach colleague cousin coworker customer dad daughter defendant
    director doctor driver employee engineer father friend gran grandad grandma grandpa granny guest
    guide guy husband intern interviewer judge landlord lawyer manager midwife mom mother mum nanny
    neighbor neighbour nephew niece nurse officer partner patient pediatrician photographer
    plaintiff plumber pt referee resident seller sister skipper son student surgeon teacher tenant
    therapist uncle vicar waiter waitress wife witness
"""
ROLES = frozenset(_ROLES_WORDS.split())
"""After these, a word with a capital letter most often is somebody."""
_GREETINGS_WORDS = """
    bye cheers dear evening hello hey hi hiya morning sorry thanks thx yo
"""
GREETINGS = frozenset(_GREETINGS_WORDS.split())
INTRODUCING = TITLES | ROLES | GREETINGS
"""What stands before a name and is none of it."""
_NEVER_GREETED_WORDS = """
    alexa all both colleagues customer dad everybody everyone folks friend friends god google guys
    kitty ladies madam madame members mom mum neighbour neighbours parents sir siri sirs students
    team there world you
"""
NEVER_GREETED = frozenset(_NEVER_GREETED_WORDS.split())
_LABELS_WORDS = """
    bride caretaker groom host janitor keyholder secretary treasurer warden
    chaperone chef cleaner coach courier driver electrician engineer foreman handler inspector
    instructor mechanic operator organiser organizer plumber rider sitter trainer vet
    absent action agent ap apologies applicant approver assessor assignee attendance attendant
    attendee attendees attending attn author bcc bearer beneficiary brother buyer by caller
    candidate captain cardholder caregiver carer cc chair claimant clerk client clinician
    complainant consultant contact counsellor customer dad daughter deceased defendant dentist
    doctor donor employee examiner executor facilitator father from gp guarantor guardian guest
    guide holder host husband insured interviewee interviewer invigilator kin landlord lead lecturer
    lessee lessor licensee manager midwife minutes mother mum name nok nurse officer owner parent
    partner passenger patient payee payer pharmacist physician plaintiff policyholder practitioner
    psychologist pt pupil recipient referrer reporter requester requestor resident respondent
    reviewer scribe seller sender signatory signature signed sister son specialist spouse student
    supervisor surgeon teacher technician tenant tenants therapist to trustee tutor visitor wife
    winner witness witnesses
"""
LABELS = frozenset(_LABELS_WORDS.split())
"""Before a colon, these say that a name follows."""
_DEEDS_WORDS = """
    admits admitted agreed agrees answered apologised approved arrived asked asks ate booked bought
    brings brought called calls came chaired claims commented complained confirmed cried danced
    decided denied drove emailed explained forgot found gave goes got hates helped joined joins kept
    knew knows laughed left lived lives lost loves made mentioned merged met moved needs never
    fixed cooked cleaned parked dropped picked texted messaged borrowed
    painted complained applied rescheduled cancelled noticed objected offered
    opened ordered owes paid phoned pinged plays posted promised quit rang
    reckons refused replied resigned retired reviewed said sang sat saw says sent signed slept
    smiled spoke started stayed still studies suggested swears texted thinks told took tried visited
    wants went wished won wondered works wrote
"""
DEEDS = frozenset(_DEEDS_WORDS.split())
"""What people do, and places and months do not."""
_BEFORE_PLACES_WORDS = """
    across along around at cape downtown east fort from hotel hurricane in inside into island isle
    lake leaving mount mt near new north of off outside over port river saint san santa south st
    through to toward towards via visit visited west
"""
BEFORE_PLACES = frozenset(_BEFORE_PLACES_WORDS.split())
"""After these, a name that is a place is a place."""
_NEVER_AFTER_WORDS = """
    cape cyclone fort hotel hurricane island isle lake mount mt operation port project radio river
    saint san santa st storm team the typhoon
"""
NEVER_AFTER = frozenset(_NEVER_AFTER_WORDS.split())
"""After these, nothing is a person."""
_NAMED_AFTER_WORDS = """
    academy airlines airport amp and-sons apples arena ave avenue award awards bag bags bank bay
    beach bible block blvd boots boulevard bridge building business cafe castle cathedral chain
    church city co coefficient college column comet company corp correction county court creek cup
    day deal dealers disease distribution drive effect equation esophagus estate falls fault
    festival filter foods forest formation foundation fracture function gallery garden gardens gate
    globe grove guitars hall harbor harbour hill hills hospital hotel house hypothesis inc inferno
    institute island islands kernel lager lake lane law line llc lodge ltd lymphoma mall maneuver
    manoeuvre matrix medal method model motors mount museum mustard needle number oesophagus palsy
    paradox park place plaza plc port press prize process province pub reaction reflex restaurant
    ridge river road salad sarcoma scale school score sea series sign soup splint square st stadium
    station street studies studios syndrome test theater theatre theorem tickets tower trail
    transform ulcer university valley village ward wine woods zoo
    technique triangle trial exact regression trophy shield scholarship fellowship
    spaniel terrier curve
"""
NAMED_AFTER = frozenset(_NAMED_AFTER_WORDS.split())
"""Before these, a name is what something is called after."""
BEARERS = (ROLES | TITLES) - ORDINARY
"""They say what somebody is, and are no names themselves: Doctor says."""
SIGN_OFFS = (
    r"(?:(?:kind|best|warm|many)[ ]+)?(?:regards|wishes|thanks)|thank you|cheers|sincerely"
    r"|(?:lots of|much|all my) love|take care|all the best|warmly|rgds"
    r"|yours(?: (?:sincerely|truly|faithfully))?|best|love|cordially|respectfully"
)
"""What stands above a name at the end of a letter."""
_PARTICLES_WORDS = """
    al bin da de del della den der di dos du el ibn la le ten ter van von
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
"""Small words inside surnames."""

FIRMS = re.compile(
    r"(?<!\w)(?:Ben & Jerry['’]s|Johnson & Johnson|Marks (?:&|and) Spencer|Procter & Gamble"
    r"|Ernst & Young|Dolce & Gabbana|Rolls[- ]Royce|Harley[- ]Davidson|Mercedes[- ]Benz"
    r"|Aston Martin|Louis Vuitton|Calvin Klein|Ralph Lauren|Tommy Hilfiger|Michael Kors|Tom Ford"
    r"|Hugo Boss|Christian Dior|Jimmy Choo|Wells Fargo|Goldman Sachs|Morgan Stanley|JP ?Morgan"
    r"|Charles Schwab|Eli Lilly|Merrill Lynch|Warner Bros\.?|Trader Joe['’]s|Papa John['’]s"
    r"|Domino['’]s|Wendy['’]s|McDonald['’]s|Denny['’]s|Levi['’]s|Macy['’]s|Sainsbury['’]s"
    r"|Jack Daniel['’]s|Johnnie Walker|Jim Beam|Earl Grey|Bloody Mary|Tom Collins|Dr\.? Pepper"
    r"|Harry Potter|Monty Python|Forrest Gump|Jane Eyre|David Copperfield|Sherlock Holmes"
    r"|James Bond"
    r"|Robin Hood|Peter Pan|Mary Poppins|Oliver Twist|Peppa Pig|Levi Strauss|Ted Baker|Kate Spade"
    r"|Paul Smith|Vivienne Westwood|Tiffany & Co|John Lewis|William Hill|Lloyds? Pharmacy"
    r"|Max Factor"
    r"|Sam Adams|Jos[eé] Cuervo|Captain Morgan|Jack Daniels|Aunt Jemima|Uncle Ben['’]s|Granny Smith"
    r"|Caesar salad|plain Jane|average Joe|Joe Bloggs|Crêpes? Suzette|Peach Melba|John Deere"
    r"|Martin Luther King Day|Scotland Yard|Nando['’]s|Papa Johns|Tim Hortons|Jimmy John['’]s"
    r"|Sara Lee|Betty Crocker|Mac(?:Book|OS)|Virgin Mary|Queen Elizabeth Hall|Queen Mary"
    r"|King George"
    r"|Prince Albert|Queen Victoria|St\.? James['’]s? Park|Captain America|Mickey Mouse|Donald Duck"
    r"|Winnie[- ]the[- ]Pooh|Simon says|Hobson['’]s|Murphy['’]s law|Jekyll|Dow Jones"
    r"|Charles Tyrwhitt"
    r"|Karen Millen|Ben Sherman|Fred Perry|Laura Ashley|Cath Kidston|Jo Malone|Est[eé]e Lauder"
    r"|Paul Mitchell|Elizabeth Arden|Dr\.? Martens|Mario Kart|Super Mario|Lara Croft|Thomas Cook"
    r"|Marie Curie|Pink Floyd|Jethro Tull|Florence and the Machine|Romeo and Juliet|Gordon Bennett"
    r"|Jane Doe|John Doe|John Smiths?['’]|Tom,? Dick,? (?:and|or) Harry|Happy as Larry"
    r"|Bob['’]s your uncle"
    r"|Fleetwood Mac|Pearl Jam|Jack Frost|(?:Gospel|Book|Letters?|Epistles?) of [A-Z]\w+|Max Mara"
    r"|Aston Villa|Alice Springs|Nottingham Forest|Les Paul|Toni (?:&|and) Guy|Ferrero Rocher"
    r"|Newton Abbot|Milton Keynes|Melton Mowbray|Leighton Buzzard|King Edward potato(?:es)?"
    r"|Maris Piper|Jack Russell|Bishop Auckland|Market Harborough|Billy bookcase"
    r"|Maxi[- ]Cosi|Russell Hobbs|Morphy Richards|Royal (?:Albert|Marsden|Doulton|Victoria|George"
    r"|Crown|Mail)"
    r"|Fisher[- ]Price|Fisher (?:&|and) Paykel|Black (?:&|and) Decker|Joseph Joseph"
    r"|Emma Bridgewater"
    r"|Oliver Bonas|Harvey Nichols|Harvey Norman|Jack Wills|Miss Selfridge|Dorothy Perkins"
    r"|Ann Summers"
    r"|Peter Jones|Victoria['’]s Secret|Charlotte Tilbury|Bobbi Brown|Mary Kay|Kenneth Cole"
    r"|Cole Haan"
    r"|Steve Madden|Marc Jacobs|Stella McCartney|Alexander McQueen|Tommy Bahama|Carl['’]s Jr"
    r"|Arby['’]s"
    r"|Wilson Tennis|Oscar Mayer|Jimmy Dean|Marie Callender['’]s|Duncan Hines|Aunt Bessie['’]?s"
    r"|Harry Ramsden['’]?s"
    r"|Mr\.? (?:Kipling|Clean|Muscle|Sheen)|Dr\.? (?:Oetker|Scholl['’]?s?|Bronner['’]?s?)"
    r"|Sam['’]s Club"
    r"|Dick['’]s Sporting|Kohl['’]s|Lowe['’]s|Marshall['’]?s|Dave (?:&|and) Buster['’]?s"
    r"|Ruth['’]s Chris"
    r"|Philip Morris|Thomas the Tank|Paddington Bear|Bob the Builder|Fireman Sam|Postman Pat"
    r"|Ben 10|Annabel Karmel"
    r"|Silver Cross|Tommee Tippee|Melissa (?:&|and) Doug|Henry [Hh]oover|Kitchen Aid"
    r"|James Wellbeloved|Lily['’]s Kitchen"
    r"|Littmann|Cooper Hewitt|Edwin Jagger|Callaway Golf|Penhaligon['’]?s|Lea (?:&|and) Perrins"
    r"|Crosse (?:&|and) Blackwell"
    r"|Santa Claus|Father Christmas|Uncle Sam|Big Ben)(?!\w)"
)
"""Firms, brands and drinks that are called after people, as they are written."""
