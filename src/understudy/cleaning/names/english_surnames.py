"""Surnames of English texts: what the lists of Faker lack, and what a form alone tells."""

import re
from collections.abc import Container

_AFRICA = """
    acheampong achebe achieng adichie adjei agyeman akinola akintola akpan amadi amoah ankrah anozie
    ansah appiah asante bekele camara chikwanha chimombo chukwu coulibaly diallo diop dlamini
    ekwueme emenike ezeh fashola gebre haile ibekwe igwe iwu kamara keita khumalo konate kone madaki
    mahlangu maina mbatha mbeki mhlongo mokoena molefe moloi moyo mugabe mukasa mutasa naidoo ndiaye
    ndlovu ngcobo nkrumah nwachukwu obasi obiora odhiambo odogwu ogunbanjo ogundipe okeke okonjo
    okoro okoye olaniyan onyango opoku osei oyelaran sarpong sesay sithole tesfaye tetteh toure
    traore uzor warsame yeboah zulu zuma
"""
_ASIA = """
    agarwal ansari bhandari bhatia bhatt bhattacharya bhattacharyya biswas bui cheung chiu choudhury
    chowdhury dasgupta deshmukh deshpande dhaliwal duong fong ganguly gurung gutierrez hossain huynh
    hwang iyengar jayasuriya jayawardena jeong jung karunaratne khatri kulkarni kwan kwok kwong
    lakhani lau leung macaraeg magar mahajan mirza mukhopadhyay natarajan ouyang pangilinan parmar
    poon qureshi raghavan rajapaksa ramanathan ramaswamy sahni shrestha siddiqui sidhu srinivasan
    subramanian swaminathan tamang thakur thapa tripathi truong varghese venkatesan wickramasinghe
    yuen
"""
_EUROPE = """
    abernathy arceneaux ashdown ashworth attenborough bainbridge beaumont bickerstaff blenkinsop
    bradshaw braithwaite broadbent brockbank butterworth carruthers castellanos celik chadwick
    cholmondeley clutterbuck critchley crowther delacroix dvorak easterbrook entwistle fairbairn
    featherstone feldman fontaine fothergill georgiou goldberg greenhalgh grimshaw gutierrez
    hartigan hathaway haverford hawthorne hebert higginbotham horvath ivanov ivanova kowalska
    kowalski lavigne lebedev ledoux longbottom mulcahy novakova nygaard oakeshott okafor ollerenshaw
    openshaw ozturk pawlak peacock pemberton pettigrew popov prosser ramsbottom rosenbaum rosenberg
    rosenblatt rosenthal ruiz sanderson silverstein smirnov sokolov stavrou stubbs szabo tattersall
    thackeray thibodeaux thwaites toth treadwell trelawney tremblay vanderbilt volkov wainwright
    wetherby whitcombe whittaker whittington widdowson winterbottom wolstenholme wozniak
"""
_ELSEWHERE = """
    abara abdallah abdelrahman abernethy abubakar achterberg adamu adeleke adeoti agbaje aguilar
    ahluwalia akhtar akinfenwa alcantara alvarado amadou amankwah anand andersson angelou antoniou
    arce archuleta arellano arora arriaga arriola asamoah ashraf avila aziz babangida bains bakare
    bakker balakrishnan balasubramaniam bandara barrientos barua basra batra bautista beauchamp
    beckett beckford begay bellamy bello benavides berhane bhagat bharadwaj bianchi birdi blackwood
    boakye bouchard boyle brannigan brar brathwaite broussard buchanan bukhari burrell caballero
    cabrera calderon callaghan callan camacho campbell cardoso carlisle carmichael carrasco casey
    castaneda castellano caulfield cervantes chahal chakraborty chandra chaudhary chavez chen cheng
    chikezie cho choi chopra christodoulou chu clancy cobham coetzee colbert colquhoun condori
    conteh contreras corrigan cortez costello crawley cullen cunningham dalal daley dalgleish
    danjuma danso darko das davenport deane delacruz delarosa demetriou deol desrosiers devlin
    dhawan dhir diaz dietrich dinh dizon doan dogan dolma donnelly donovan doshi doyle dragomir
    drummond dube duckett duffy duggal dunne dunwoody dupont durand dutta echeverria edwards efosa
    ekpo elba ellison emecheta engstrom enriquez erdogan escobedo espinoza etienne etim ezeudu fagan
    fairchild fairweather fakorede farquhar faulkner featherington fenn fenwick ferrer fielding
    fitzgerald fitzpatrick flaherty flanagan flores fofana fogarty fonoti forbes forsyth franco
    fraser fujimoto fukuda gaikwad gaines galindo galloway galvez gandhi gao garcia garg garza
    gautam gbadamosi gebremariam ghani gibbs gilchrist giordano gogoi gokhale gomez gonsalves
    gonzaga gonzalez goswami govender granger greenwood grover grzegorczyk guerrero guevara
    gunawardena guo gupta guzman habib hadid hahn haines halloran halloway hamid hammond hansen
    haque hartley hashimi haverkamp hegde henriksen herrera hidalgo higgins hinds hjelmqvist
    hoekstra hollis holm holmberg holub hosseini hsu hu huaman huda hughes hussain hussein ibarra
    ibrahim ikeda inoue iqbal irawan ismail ito iwobi iyamu jadhav jaffer jain jamal janssen
    jaramillo jassal javed jayaraman jha jimenez jiménez joshi kahale kalani kalu kamara kang kanu
    kapadia kapoor karim kariuki karlsson kassim katz kaufman kaul kaur kavanaugh kealoha keating
    kelleher keogh kerr kessler khalil khanna khoury kigen kinsella kiplagat kiprotich kirchner
    kirilov knowles koh kohli koirala kostadinov kozak kozlov kozlowski krishnan krol kruger kuti
    kuznetsov kyei lal lam lambert landry lang langley larbi larsson lazar leclerc lehmann leilua
    lemieux liang lindgren lindholm lingard lis liu llorente lockwood lonsdale lopez loxley
    lundqvist luong luthra macdonald mackay mackenzie maclean macleod madan madden mahmood mahmoud
    majumdar makinde malhotra mallick maluleke mamani mancini mandal mani manzoor marchetti marlowe
    marquez martinez masood mathur matsumoto mazur mbappe mbatha mbugua mcgrath mcguire mchugh
    mckenna mckinley mclaughlin mcnamara mehra mehta meireles melendez mendes mercer mistry mitra
    mittal mizrahi mohamed mohammed mohan montoya moradi morales moreau moriarty moriyama moyles
    mukasa mukherji mulholland mulligan murakami murugan musa mustafa mutua mwai mwale naik nakagawa
    nakajima nakamoto nakanishi nanda narang narayanan nasr navarro nazir ndidi negi neupane ngata
    ngo nguema ngugi nielsen njoroge nkemdirim nkemelu nolasco novotny ntuli nunez nyong o'brien
    o'donnell o'hara o'keefe o'leary o'neill o'reilly o'sullivan obaseki obeid obrien ocasio ochoa
    ocloo oconnell odea odom odonnell odunlami oduya ogawa ogden ogunleye ogunyemi ojo okada okereke
    okonedo okorie okpara okumu okun olatunji oliveira olsen olsson omalley omondi oneill onuoha
    orozco ortega osborne osgood osman ostrowski osullivan otoole ouedraogo owens oyarzabal oyedepo
    oyelowo oyewole ozdemir pacheco padilla pahlavi palakiko paliwal panchal pandey pandya papadakis
    papathanasiou paredes parekh pascoe pathak patil paudel pedersen pelletier penhaligon penrose
    peralta perez petersen pham phan phiri pires potgieter prabhu prakash prasad prescott pritchard
    quach quartey quinlan quintero quispe qureshi radcliffe rafferty raghunathan rahimi rajan rajput
    ramirez ramos ranganathan rangel rathore rawat razak rebello reddy redfern regan rehman reilly
    renshaw restrepo ribeiro rivera robles rodrigues rodriguez romano rosales roshan rostami rourke
    rubio rukundo sadiq saeed sahin sahota saini saito salazar saleem saleh salgado samaras
    samuelsson sanchez sandoval sangha sanghera santana sanusi sarkar sarr sato schneider schroeder
    schwartz seck segal seidel sekhon senanayake serrano sethi shah sharif sharma sheikh sheppard
    sheridan sherwood shimoni shirazi shukla sibanda silva silvestri singh sinha sithebe solanki
    solis soriano sosa soto souza srivastava stanhope steinberg strandberg suarez subbarao subramani
    sugiyama sukumar suleiman sundaram svensson swaminathan szczepanska tahir takahashi talwar
    tamihana tandon taneja tavares teague teixeira tennant tewari thakkar theodorou thornberry
    thorne tierney tiwari tolentino tomar torres toussaint travers trelawny trevino trivedi trujillo
    tsang tshabalala tsosie tunnicliffe tupou turay udoh ueda ugwu ullah umar upadhyay urbina usman
    uzoma vaidya valdez valenzuela vandermeer varela vargas vasquez vaughan velasco velasquez
    venkataraghavan venter verma villalobos villanueva villarreal virk viswanathan vlasenko vyas
    wadhwa wahab wambua wanjala waweru weiss whitlock whitmore whyte wickremesinghe wijesinghe
    winslow winterbourne wisniewski wojcik xiong yamada yamaguchi yamamoto yates yazzie yeo yilmaz
    yousaf youssef yusuf zafar zaman zapata zavala zayed zelaya zhou zhu ziegler zimmerman zungu
"""
FAR_SURNAMES = frozenset(f"{_AFRICA}{_ASIA}{_EUROPE}{_ELSEWHERE}".split())
"""Surnames that no list of Faker's has."""

_ORDINARY = """
    bail bald ban bare bins bite blunt board bone borland bound brand brands brick bridge bridges
    bright burger cares carrier case cases chain chambers chan chapel clay close comment cousin
    cross cuda dance dark days dear drain dry dwell english fan fee fields fine firth flack flood
    font freely fresh gates grand gray green grey gross guard hack handler head held hell hills hire
    holder hollywood home hook horn hull hurt jump junk keen keys kitchen lamb lane lies lord lowe
    mass mole money moody moon nation new noon nurse office organ pace pack pan parish parsley parts
    pass pean pepper piles pink plant pole pool posh post pound power powers presto pugh purple
    rails rank read reader ready rich road root roots rust sane sans savage self shah sharp shed
    shell shields silver singleton sister skill sleep small smart sorry spark speed spence stack
    steel steer still strand street strong suits summers sun sure sweet sykes tack tank teller thing
    thrush tide tree true underwood vice wages wall want ware watch water weeks wells west wild
    winters wire wise
"""
_ORDINARY_SURNAMES = frozenset(_ORDINARY.split())
_FORM = re.compile(
    r"(?:mc|o['’]|fitz)[a-z]{4,}|mac(?:[bcdfgklmnpqrt]|in)[a-z]{4,}|(?:ade|olu|oyel?|okon"
    r"|nwa)[a-z]{5,}"
    r"|[a-z]{3,}(?:[clnrwz]sk[ai]|[aeio][nv]sky|wicz|czyk|enko|chuk|opoulos|opoulou|akis|idis"
    r"|ovi[cć]h?"
    r"|evi[cć]h?|escu|sson|[a-z][dlnrt]sen|[gq]uez|[a-rt-z]syan|[iklmnprt]ova?|quist|qvist|strom"
    r"|ström|gaard|shvili|thwaite|bottom|botham|nathan|murthy"
    r"|swamy|appa|oglu|zadeh|stein|baum|blatt|mann|meyer|meier|schmidt|bauer|feld|eaux|ucci"
    r"|[aeio]nez"
    r"|andez|k?ovna|[krst]ova|shaw|worth|croft)"
)
_FORM_LENGTH = 6
_OTHERS_WORDS = """
    adequate adequately bordeaux bossanova casanova frankenstein macaroni macaroon machine macintosh
    mcdonald mcdonalds mcflurry pastrami rickshaw rigatoni woolworth
"""
_OTHERS = frozenset(_OTHERS_WORDS.split())


def is_surname(folded: str, listed: Container[str]) -> bool:
    """Tell whether a word is known as a surname, or has a form that hardly any other word has.

    Args:
        folded: The word, folded.
        listed: Surnames of the lists.
    """
    if folded in _ORDINARY_SURNAMES:
        return False
    if folded in listed or folded in FAR_SURNAMES:
        return True
    first = re.split(r"[-‐‑]", folded, maxsplit=1)[0]
    if first != folded and len(first) > 2:
        return is_surname(first, listed)
    return (
        len(folded) >= _FORM_LENGTH
        and folded not in _OTHERS
        and _FORM.fullmatch(folded) is not None
    )
