"""What has a capital letter in English texts and is nobody: places, peoples, firms, offices."""

from understudy.cleaning.names.english_words import WORDS

_PLACES = """
    aberdeen abuja accra afghanistan alaska algeria amsterdam ankara antwerp arabia argentina
    armenia athens auckland australia austria azerbaijan baghdad baltimore bangalore bangkok
    bangladesh bavaria beijing beirut belfast belgium belgrade bermondsey birmingham blackburn
    blackpool bogota bolivia bologna bolton bombay bordeaux botswana bournemouth bratislava brighton
    brisbane brixton brussels bucharest budapest buffalo bulgaria burnley busan calgary california
    cambodia cameroon canberra cancun cardiff caribbean casablanca cheshire chicago chichester chile
    cincinnati clapham columbus congo copenhagen cornwall corsica coventry crete croatia croydon
    cumbria cyprus dakar dartmoor delhi denmark detroit dhaka doha dorset dresden dubai dubrovnik
    dundee ealing ecuador edinburgh edmonton eindhoven enfield estonia ethiopia exeter fiji finland
    fulham galway germany glasgow gloucester greece greenwich grimsby guatemala guildford hackney
    haiti halifax hamburg hampshire hampstead hanoi harlem harrogate harrow hastings hawaii helsinki
    hereford hiroshima holland honduras hungary iceland idaho illinois iowa ipswich iran iraq
    islington istanbul izmir jakarta japan jerusalem johannesburg karachi kathmandu kazakhstan
    almaty astana baku ballarat bendigo bishkek bondi bray dushanbe geelong howth minsk navan
    rathmines
    samarkand sligo tashkent tbilisi wexford wollongong yerevan
    kentucky kerala kettering kiev kilburn kosovo kuwait kyiv kyoto lagos lahore laos latvia lebanon
    leeds leicester lesotho lewisham libya lithuania liverpool ljubljana luton luxembourg maine
    malawi malmo manchester manhattan mansfield marrakech maryland massachusetts mauritius michigan
    middlesbrough minneapolis minnesota minsk mississippi moldova monaco mongolia morocco moscow
    mozambique mumbai munich nairobi namibia nebraska nepal netherlands newcastle nicaragua norfolk
    northampton norway norwich nottingham nuremberg oakland ohio oklahoma ontario oregon osaka
    ottawa pakistan panama paraguay peckham pennsylvania perth peterborough pittsburgh plymouth
    portland portsmouth portugal prague pretoria quebec reading richmond riga rochdale rotterdam
    russia rwanda saigon salford salisbury scandinavia scarborough seoul serbia shanghai sheffield
    shrewsbury shropshire sicily singapore slovakia slovenia soho somalia somerset southampton
    stockholm stockport stoke stratford stuttgart sudan suffolk sunderland sussex swansea sweden
    swindon switzerland taiwan tallinn tanzania tbilisi thailand tokyo tooting tottenham tunisia
    ukraine uruguay uzbekistan vancouver vegas venezuela vermont vietnam vilnius virginia wakefield
    walsall walthamstow warwick watford weymouth wigan wimbledon winchester windsor wolverhampton
    worcester yemen yorkshire zagreb zimbabwe zurich
"""
_PEOPLES = """
    advent african american arab argentinian asian australian austrian belgian bengali brazilian
    british bulgarian canadian cantonese catholic chinese christian colombian croatian cuban czech
    danish diwali dutch egyptian eid english estonian ethiopian european filipino finnish french
    gaelic german ghanaian greek gujarati hanukkah hebrew hindi hindu hungarian icelandic indian
    indonesian iranian iraqi irish israeli italian jamaican japanese jewish kenyan korean kurdish
    latvian lebanese lent lithuanian malay malaysian mandarin mexican moroccan muslim nepali
    nigerian norwegian pakistani passover persian polish portuguese protestant punjabi ramadan
    romanian russian scottish serbian siamese sikh slovak somali spanish swahili swedish swiss
    syrian tamil thai turkish ukrainian urdu vietnamese welsh xmas
"""
_FIRMS = """
    airbnb airtel aldi alexa alibaba aliexpress alphabet amazon amex android anthropic apple argos
    arsenal asda asos avanti avis aviva axa azure barbie barclaycard barclays batman bbc bestbuy
    bing bitbucket bmw booking boots braun bupa canon capita celery celtics chatgpt citibank citroen
    claude coinbase comcast confluence constant copilot cortana costa costco currys dacia debian
    deliveroo depop dhl discord docker doordash dpd dropbox easyjet ebay emirates etsy eurostar
    everton evri examples expedia experian facebook fedex figma fitbit flixbus fri gandalf garmin
    gatwick gemini git github gitlab gmail google gopro gousto grab grafana greggs groupon gumtree
    heathrow hermes hinge hogwarts hoover hostinger hotpoint hsbc huawei iceland instagram intel
    ipad iphone jenkins johnlewis kindle klarna kraken lakers lastminute lenovo lidl link linkedin
    linux lloyds lufthansa lyft macbook mailchimp mastercard mcdonald mcdonalds microsoft miele
    mlflow mon monzo morrisons mozilla myprotein nando nandos nationwide natwest nespresso netflix
    nissan nokia notion npower nutella obama ocado octopus office omega openai optus outlook
    overleaf ovo panasonic parcelforce patreon paypal peloton peugeot pinterest platform plusnet
    pokemon postgres pret primark pydantic python qantas quickbooks reddit redis renault request
    revolut roku ryanair sage sainsbury sainsburys salesforce samsung santander sat screwfix script
    search segway sennheiser sharepoint shein shopify signal siri skype slack snapchat specsavers
    spotify starbucks starling strava stripe subway sun superdrug superman talktalk teams telegram
    telstra tesco thameslink thu thur thurs ticketmaster tiktok tinder trainline travelodge trello
    tripadvisor trustpilot tue tues twitch twitter uber ubuntu udemy ups usage usps values venmo
    verizon vinted virgin vodafone volkswagen waitrose walgreens walmart wed whatsapp wickes
    wikipedia windows wise wizz wordpress xbox xero yahoo yodel youtube zalando zapier zara zelle
    zendesk zoom
"""
_OFFICES = """
    agenda agreement alarm app article booklet box brochure browser calendar card catalogue
    certificate chart
    checklist clock config configuration console contract counter dashboard display doc docs
    document envelope
    error fitbit flyer folder forecast form gauge guidelines handbook header helper importer
    invite itinerary
    label leaflet lease ledger letter listing logbook logs magazine manual map menu meter
    monitor newsletter
    newspaper notice notification packet paper papers paperwork passport permit photo policy
    portal poster
    printer printout prompt receipt recipe record register rota router rules satnav scan scanner
    schedule screen
    script sheet sign signage site spec spreadsheet statement sticker survey terminal
    thermometer ticket
    timetable tooltip tracker voucher warrant warranty weather website wiki
    above accounting accounts admin administration admissions adults agency ahp airlines allah
    alzheimer ambulance anybody anyone apgar api apollo archive aries arrivals asap asperger
    assigned assistance astra athena attached audit auntie authority babe babinski bank bar below
    billing birthday board bonferroni booking bookings boss branch bro buddy buyer caesar cafe
    caller can't cancelled capricorn cardiology care cashier catering ceo cfo chap chihuahua chilli
    christ claims cleaning client clinic coach college commerce committee community compliance
    concierge confidential confirmed congrats consultant corporate corsa council courier court crew
    crohn cto cushing customer customers cyber dad daddy darling data debian defendant deliveries
    delivery dentist department departures dermatology design dijon director dispatch doc don't
    doppler dr dude dupuytren duty dvla editorial edwardian elizabethan emergency emmy employer
    engineering eta eu events everybody everyone everyone's everything executive facilities faq
    fiesta finance fleet foley food fraud fries gardening gents georgian getty god golf good
    governance government gp grammy gran grandad grandma grandpa great guest guests guinness guys
    gym happy hashimoto he's headmaster headquarters headteacher health helpdesk helpline hiring
    hmrc hodgkin honey hospitality hosting housekeeping housing hr human hun huntington i'd i'll i'm
    i've icu id immigration important infant infants insurance interim internal inventory investor
    invoice it itu jesus jupiter jury kawasaki kitchen lab laboratory labrador labs ladies lads
    landlord legal lego let's library licensing loading locker logistics lol lost love lucky lyme
    magna mailroom maintenance management marketing marmite mate maternity media melba membership
    meniere merry miss missing mom mr mrs ms mum mummy na nan nana neighbours neptune network
    neurology nhs nice night nil nobody none nope notary nursing nutrition occupational occupier
    octavia ok okay omg oncology opd operations optician option optional orders organisation
    organization orthopaedics otp outpatients packaging pal palliative panel parent parents parking
    parkinson parks passenger pathology patients payable payments payroll pc pdf pending people
    pharmacist pharmacy physician physio physiotherapy picanto pin pisces plaintiff plan planning
    pluto police polo post premium president press printed private procurement product production
    property psychology public purchasing quality radiology raynaud receivable reception recruitment
    red redacted refunds regarding registry relations required reservations resident residential
    resources retail returns risk romberg room rottweiler safety sagittarius sales same santa saturn
    school science secretary security self seller service services shareholder she's shipping shop
    sis sjogren sms society solicitor somebody someone specialist staff stage storage store students
    studio suite supplier suppliers supply support surgeon surgery surgical sweetie system talent
    tax taxi tbc tbd tech technology tenant tenants that's theatre there's they're ticketing tory
    tourette trading traffic training transport treasury treatment triage tudor tuition tv tylenol
    uk uncle union university unknown unlimited uranus urgent url us usa various vendor vendors
    venus victorian virgo vitamin ward warehouse we're welfare wellbeing what's whoever wholesale
    witness won't workshop yeah yes you're young yourself youth zeus
"""
THINGS = frozenset(f"{_PLACES}{_PEOPLES}{_FIRMS}{_OFFICES}".split())
"""Words that are nobody where something else than the word itself says that somebody follows."""
NOBODY = THINGS | WORDS
"""They, and words that a sentence may begin with."""
SETTLEMENTS = frozenset(_PLACES.split())
"""Those that are places."""

_SMALL = """
    ace ago aida aim air aki alba all alla ally alma alva ama amen ami amin amor an ana ante any ara
    archer are aria art arta atlas aura aurora baba bade bailey baldur bambi bao bari bas basis beat
    beau bebe bee bella benson berk berry binh birth blanca blanco blaze blessing bliss blue blythe
    bo bode bodil bonnie bonny booth brogan cad cal cap carol cas chao charity chase chau chi cielo
    clair clark clement colon colt comet corona corrie cruz dag dante dao dawn del dele demi destiny
    dion doan dom don dona dong dot duc dulce early eden edge elder elite ena entre era esprit ester
    etna eve even ever fan fancy fanny fay fermin fern fidel fin fleur flor flora flower fran franc
    gael gal game garfield gauge gem general genie gia giang giao gil gin ginger git glen gloria
    governor grant gray greet gul gunner hai hale halo hand hang hank hao harden hari harm harmony
    harsh haven heaven hector herb hind hoa hoang honor huan hue hui huong hush ica ide ima imam ina
    ira isa issue jade jams jan jar jest jester jet jewel joke jos joy judge just justice justus
    kala kari karma kemi khanh kimani kit kraft lad lady lam lan lance lang lass latte lau lea leap
    lei lemma lever lex li lie lima lin line linh link lion lita lloyd lone long lore loss lot lotta
    lotte love lu lucky lung lux mac made mads mae maha mai main maj major maki male malt mama man
    manda mar mara mare mari marin marina marine marino mark marquis mart marten martini marvelous
    mas mason mat mato mats max maxim maxima maxime may maya mayo me mea mede melody mercy mere
    merit merry mesa messiah mika milan milo mina mind minor mir miro mist mo mod mode moe mono mood
    mora more moreno mos moses moss moth moyo musa mya nada nadir nana nani nanna nash nat nelly neo
    net newton nga nil nino nol nola nor nour nova nuri oak oasis octave odd odessa ola ole oliva
    olive ona oni only ora oran oto pace page pan pandora pansy papa paris park pas pat pax paz
    pearl peng penny per percy perla pet petal pia pip piper pol polly poppy portia pose precious
    prima prince princess promise prune quan rain rama ramp ran rand randy ray red reed reef reign
    rein reina reine remi remo rex rey ria rich rick ride rim rina rio rise roan rob robin rocky rod
    rodeo rodger roger roma romaine roman romana romeo roos roque rose rosy row rowan royal ruby rue
    rum run rune rush rusty rut sade saga sage said sal salome samba sana sander sandy sang sari
    satin savanna saw say scot sea see sem sen sena sepp serenity serge set shad shan shay she shea
    shell sherry sia sienna signe silk silva sim sin sir siti sky sol sola solo son song sonny sora
    spencer star stella sten steward stig still stone storm string sultan summer sun sunny suze svea
    tab tag tage tai taj tale tam tan tango tao tara tari tate tea temple ten teo ter thang thanh
    thao thea thi tho thor thu tia tiara tien tilde till tin tine tino tiny tish tito toan toe tone
    tor tori tory tot tove toy trade tran treasure trey tri trinity true trung tuan tucker tui ugo
    uli umut una uni unnamed ure urs usa ute val vale van vera versa vet vi via vic victor victory
    vida vigo viking villa ville vine viola violet vita viv von vow wade walker wednesday wen wes
    west wilder will willow win winter wise wolf wood wren xia yaa yak yan yank yann yard yas yay
    yeh yen yes yet ying yo yon yong you yuan yue yum yun zen zion zip
"""
SMALL_WORDS = frozenset(_SMALL.split())
"""Given names that are other words in small letters, English or of chats."""
