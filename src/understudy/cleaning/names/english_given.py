"""Given names of English texts that the lists of Faker lack: short forms, and names of far places.

Names that are oftener another English word are left out; of the others a capital letter decides, or
what stands before them.
"""

_SHORT = """
    abby addie aggie alfie ally andie annie archie ashy ayo baz bazza becca beccy benji benjy bernie
    bertie beth betsy billie bobbie bobby cammy caz cazza cecily charlie chazza chrissie chrissy
    cissie clemmie connie dani danny davey davie davo daz deano deb debbie debby debs dee deedee
    dobbie donny dougie eddie effie ellie elsie emmie ernie ettie evie fergie fliss flossie frankie
    franny freddie freddy fredo gabby gaz gazza geoff georgie gerry gertie gregg gussie gwennie
    hattie hettie immy izzy jackie jacko jamie janey jase jaz jazza jem jenna jenny jess jessie
    jimbo jimmy joey johnno johnny jonesy jonno jonny jools josie jozza julz katie katy kaz kazza
    kenny kev kevvy kez kiki kimmy kirsty lachie lainey larry leni lenny lettie libby lilly lizzie
    lizzy lottie louie lulu lyndz maddie maddy madge maggie mags mandy manny marge margie marty
    mattie matty maz mazza meg meggie mel mia mikey millie milly minnie moe moll mollie molly monty
    morty nat nate nattie ned nell nellie nessa netty nicki nicky nico ninny nola ollie ozzie patti
    pattie peggy pete petey philly phoebe pip pippa polly rach raff ralphie reggie rhys richie ricky
    ritchie robbie robbo robby ronnie ronny rosie roxy rubes russ sammie sammy sandi shaz shazza
    shelly simmo smithy soph sophie steph stevie stevo stu susie suz suze suzie suzy tam tamsin tash
    ted tegs terri tess tessie theo tilly timmo timmy toby tommo tommy toni tonya tref trish trixie
    trudy val vickie vicky viv wally wendy wes willy winnie xander zach zack zak zaz
"""
_SOUTH_ASIA = """
    aarav abhishek aditi aditya ajay akash akshay amit amitabh anand aniket anirudh anita anjali
    ankit ankita ankur anuj anupam anushka aparna arjun arun aruna arvind asha ashish ashok ashwin
    asif ayesha bhaskar bhavna bilal chandra chetan chitra deepa deepak deepika devika dinesh divya
    faisal farhan fatima gaurav gautam geeta girish gopal govind hamza harish harsh hemant hina
    imran indira isha ishaan jagdish jayant jyoti kabir kamal karan kashif kavita kavya kiran
    kishore krishnan kunal lakshmi lalit madhavi madhuri mahesh manish manoj meena meera mohit
    mukesh nasreen naveen nazia neeraj neha nikhil nilesh nisha nitin pallavi pankaj parth pooja
    prabhu pradeep prakash pramod pranav prasad prashant praveen preeti priti priya priyanka rahul
    rajat rajeev rajesh rajiv rakesh ramesh ranjit rashmi ravi rekha renu ritika rizwan rohan rohit
    sachin saima sameer sandeep sangeeta sanjana sanjay sanjeev santosh sarita satish saurabh
    shalini shankar shashi shazia shilpa shivani shreya shruti shweta siddharth smita sneha sonali
    srinivas sudha sudhir sujata sumit sunil sunita suresh swati tanvi tariq tarun uday umesh usha
    usman vaishali varun venkat venkatesh vidya vijay vikas vikram vinay vineet vinod vishal vivek
    wasim yash yasmeen yogesh zahid zainab zoya zubair
"""
_AFRICA = """
    abayomi abena abiodun abiola adaeze adanna adaora adebayo adebola adedayo adekunle ademola
    adeola aderonke adesuwa adetokunbo adewale afolabi akosua akua akwasi amara amina aminata
    ayodele ayomide babajide babatunde bolaji bolanle bukola chiamaka chibuike chibuzo chidi
    chidinma chika chike chima chimamanda chinedu chinelo chinonso chinwe chioma chukwudi
    chukwuemeka damilola ebere efua ekow emeka enitan esi eze fela folake folasade funke funmilayo
    ibrahima ifeanyi ifeoma ifunanya ikenna jelani kayode kehinde kelechi khadija kofi kojo kunle
    kwabena kwaku kwame kwasi kwesi lerato lindiwe makena mandla modupe mpho ngozi nia njeri nkechi
    nkem nkiru nkosana nnamdi nneka nomvula nosipho ntombi nyambura obafemi obinna okechukwu olabisi
    oladipo olamide olanrewaju olufemi olumide oluwaseun oluwatobi onyeka osagie otieno oyin rotimi
    segun simisola sipho sizwe tafari taiwo tamika tariro temitope tendai thabo thandi thandiwe
    themba titilayo tobi tolulope tunde uche uchenna uzoma wambui wanjiku wanjiru yaa yetunde zanele
    zodwa zola
"""
_EAST = """
    aigerim akiko aleksei alexei alexey alina aliya alyona anatoly andriy anh anton arkady artem
    artyom asami ayaka ayumi azamat binh bogdan bogdana bolin boris changming chao chen chenxi chiyo
    chunhua daichi daisuke dandan darya dawei denys dmitri dmitriy dmitry dmytro dongmei duc eiji
    ekaterina elena emiko eunji eunjung evgeni evgenia evgeny fumiko fyodor galina gennady grigory
    guang gulnara guoliang haiyan hana haneul hao haoran haruka haruki haruto heejin hideki hideo
    hiroki hiroko hiroshi hiroto hoang hongwei huan hui huong hyejin hyun hyunwoo igor ilya inna
    irina ivan jaehyun jia jiahao jian jianguo jianhua jianjun jiawei jiayi jie jihoon jimin jing
    jingyi jinhua jisoo jiwon jiyoung junho junjie junko junwei kaori katsuo kazuki kazuo keiko
    keisuke kenji kenta khanh kirill ksenia ksenija kumiko kyung larisa lei leonid lidia lihua
    lijuan liling linh liping liwei lyudmila makoto maksim mariko masako masaru maxim mayumi megumi
    meihua meiling michiko midori minghui mingyu minh minho minji minjun minseo miyuki mykola
    nadezhda naoki naoko natalia natalya natsuki ngoc nguyet nhung nikita nikolai nikolay nina
    ningning noriko oksana oleg oleh oleksandr oleksiy olena olga olha osamu ostap pavel pavlo peng
    pengfei phuong pyotr qiang quang quynh reiko rui ruolan ruslan rustam ryota sachiko sakura
    sangwoo satoshi seojun seoyeon sergei sergey sergiy serhiy seung shan shigeru shinji shinya
    shiori shota shuang shufen siyu soojin soyeon stanislav sujin sumiko sungmin svetlana tadashi
    taehyung taichi takashi takeshi takumi tam taras tatiana tatyana tetsuya thanh thao thi thuy
    tien timur tingting tomoko toshiro trang trinh trung tsubasa tuan tuyet uyen vadim valentina
    valery vasily vera viktor viktoria vinh vitalii vitaly vladimir vladislav volodymyr vyacheslav
    wei weiming weiwei wenjing wenjun wenwen woojin xia xiang xiao xiaobo xiaofeng xiaohong xiaohui
    xiaojun xiaolan xiaoli xiaoling xiaolong xiaomei xiaoming xiaoping xiaoyan xiaoyu xin xinyi
    xiuying xuan xue xuemei yajun yan yana yanling yaroslav yating yeji yejin yekaterina yelena
    yevgeny yichen yifan yihan ying yingying yixuan yoko yong yoona yoshiko yosuke yuanyuan yuchen
    yuhan yuichi yuka yukiko yulia yuliya yumi yun yuna yuri yuriy yusuke yuting yuxuan zemin zhanna
    zhen zhiqiang zhiwei zhiyuan zihan zimo zixuan zoya
"""
_WEST_ASIA = """
    abdullah abdulrahman adnan ahmed amal amjad anwar arash aylin ayman aysegul aysun azadeh aziza
    babak bahar baris basma bassam behrouz berk burak busra canan cem cemal ceren dalia dariush
    deniz derya dina ebru ece ehab elif emad emel emine emre engin erdem esra fadi fares farhad
    farid farida farouk farzaneh fatih fatma fawzi ferhat furkan ghada gizem gokhan golnaz gul gulay
    habiba haitham hakan hala hamid hanan hande hani hassan hatem hatice haydar hend hisham hossam
    hossein huda hussein ibtisam ihab ilker irem jamal jamila kaan kamran karim kaveh kemal kerem
    khaled khalid kourosh ladan laila laleh lamia layla leila levent lubna maha mahmoud mahsa majid
    malak mansour marwa marwan maryam masoud maysa mazen mehdi mehmet mehran merve meryem metin mina
    mitra mohamad mohamed mohammad mohammed mojtaba mona mostafa muhammad munir murat mustafa nabil
    nadia naglaa najwa nasim nasrin nasser nawal nayef nazli negar nermin neslihan niloofar nilufer
    nima noor noura nuray oguz omar onur orhan osama ozge ozgur ozlem parisa parvin payam pegah
    pelin pinar pouya rabab rami ramin rana rania rasha rashid recep rehab reza rima roya saad saeed
    safaa sahar salah saleh salma sami samir samira sana sanaa sara sawsan selim selin sepideh
    serkan sevgi shadi shahram shaimaa sherif shirin siamak sibel sinan soheila soroush suha suhail
    sumaya taha tamer tolga tugba turgut ufuk umut vahid volkan wael walid yahya yalda yara yasemin
    yasmin yasser yavuz yigit yousef youssef yusuf zahra zaid zaki zeina zeynep
"""
_SIKH_AND_GUJARATI = """
    amandeep ananya balwinder bhavesh bhavin chirag daljit davinder dhruv gurdeep gurjit gurpreet
    hardeep harjit harmeet harpreet hemal hetal hiral inderjit jagdeep jaspreet jasvinder jatin
    jayesh jignesh kalpesh kamaljit karanjit ketan komal kuldeep kulwinder lakhvir lovepreet mandeep
    maninder manjit manpreet meenakshi mitesh navdeep navjot nimisha niraj nirav paramjit parminder
    parul prabhjot raj rajinder rajvir rakhi ranjeet rupinder sandip sanju satinder siddhi simran
    simranjit snehal sukhjit sukhwinder surinder tejal tejas trupti urvashi vaibhav vijaya zeenat
"""
_AMERICAS = """
    alphonso ananias beto carlton chayo chela chema chepe chuy citlali clement cuauhtemoc cuthbert
    darnell dashawn delroy demarcus denzel desean deshawn devonte dwight errol ezequiel fitzroy
    garfield glenroy jamarcus jaquan javonte jermaine keisha kenya lakeisha laquisha lashawn latasha
    latonya latoya lennox leroy lupita mayra montel nayeli neville octavio paco paquito pepe quetzal
    rashad rasheed roshawn santi shanice shaniqua shaquille tanisha tavon terrell tiana tremaine
    trevon tyrell tyrese usain winsome winston xiomara xochitl yadira yolanda yuridia
"""
_OTHER_LANDS = """
    aakash aaliyah aamir aarti abdelaziz abderrahim abdikarim abdirahman abdul abeba abebe abhinav
    abida abimbola achieng adaobi adeel adeleke adenike aderinsola adeyinka adjoa afia afzal
    agnieszka aisha ajoke aki akinwale akinyi akos alasdair aleem aleksander aleksandra aleksy alem
    alemayehu algernon almaz alok ambika ambrose ameena amrita anahi anca angharad anghel aniela
    anil anirban annelise anoop anouar anshul anum anuoluwapo anzhela araba araceli araminta archana
    arif arnav aroha arshad arturo arundhati asad ashima asim asma asmita asuka atieno atif atul
    augusta auma avi avinash ayaan ayako ayelet aymane ayokunle ayush ayyub azhar azusa bamidele
    bankole bao barasa barkha barnaby bartek bartholomew bartosz bashir basia bayan bea beata
    beatrix belen benedetta benicio bernadette bernard bertram bethlehem bex bexley bharat bhavana
    bhuvan bilqis bimbo birhane bisi blodwen bogdana bohdan bohdana boluwatife bongani borys bridie
    brisa bronte bronwyn bushra busisiwe busola calixto caoimhe carmelita cassandra catalina cathal
    catriona cesar chabela chaima chandan charu chau chebet cherono chidera chihiro chipo clarissa
    concepcion cordelia cornelius cosmin costas costel cressida crispin cristian cristobal daciana
    daiki daksh danish dao dapo dare-ade dario daryna dashiell dawit dayo deepti deji dele delfina
    delphine deshaun dhruv diep dilek dilip dinh divyansh dmytro doan doina dolapo dontrell dorota
    dragos driss drusilla duyen ebuka eduardo efe efrain ehsan ekta elcin elspeth eluned elvira
    emeka emiliano emmeline emyr enid eniola eray eri ernestine errol esha esma esme esteban
    estefania eszter ethelbert eugenie euphemia evangelina ewan ezekiel ezgi ezinne facundo fahad
    faiza farai faraz farhana fariha farrukh fatima-zahra fearghal femi fenella fenton feride fermin
    fernanda feyisayo fikru filiz fionn florencia florentina flossie folu fuyumi gagan gamze garima
    gavril gbemisola gbenga genet georgiana geraldine ghassan gheorghe ghizlane ghulam giang
    gianluca gillian giorgos girma gita gonca gosia graciela grazyna griselda grzegorz guadalupe
    guillermo guinevere guler gulsen gunjan gustavo gwendolyn gwilym hadi hafsa hai hajar hajime hal
    halide halina halyna hamish hanako hanh hanna hari harini haroon harvinder hasan hayato
    heriberto hernan hester hibo hicham hien hieu hikari hinata hiromi hisashi hiwot hoa hodan
    hohepa honoka horace horia hortensia houda hulya humaira hyacinth iain ibrahim ibukun ichiro
    idil idowu ifrah ignacio ignatius ijaz ikaika ikechukwu ileana ilham ilinca imogen indrani ioan
    ioana ionut iosefa iosua ipek iqbal irfan iryna isadora isambard isamu ishaq ishita isla itzel
    iulia ivanna iwona jaafar jacinta jadwiga jahangir jalen jaouad javed jaya jayanti jaylen
    jean-luc jemima jemimah jepkosgei jide jiro jitendra joaquin jocasta jocelyn jolanta jorge
    josefina juanita julieta jumoke junaid juno jurgen justyna jyotsna kadir kagiso kajal kalyan
    kamande kamila kamran kamrul kanako kartik kasia katarzyna kateryna katsumi katya kaushik kawtar
    kazi kazuhiro kazuya keanu keerthi kemi kenechukwu kenichi keon keshav keziah khoa khrystyna
    khurram khushi kibet kidist kieu kimani kimmie kipchoge kiplagat kiyoshi kobby kohei komal
    kostas kotaro krishna kriti krystyna krzysztof kubra kwabs kwadwo kweku kyoko lachlan lam lamar
    lanre lashonda lata latisha laurentiu lavinia leander leandro lech leela leilani lekan leopold
    lesya leszek leticia lieselotte ling linz lisandro liudmyla liviu llinos lorenzo loubna lowri
    luciana ludmila ludovica lukasz luminita lungile luong lupe lysander lyuba mabel macarena maciej
    madalina madan magda magdalena mahima mahira mahnoor maira maisie maki malia malini mamoru
    manaia manami manav mandira manisha marek marguerite mariana maribel maricela marichka marisela
    marit marjorie marquise maryna marzena mateusz maureen mauricio maximilian maximiliano mayank
    mayu meghna mehwish mei meinir mele melike melis mercedes mererid meseret mesut mhairi michal
    michalina miguelito mihaela mihai mihail miho miika milagros milica milind millicent minami ming
    mircea mirela miroslaw misaki mitali mitsuko mitsuru miyako mizuki mohsin momoko monika monisha
    montague morag morenike mortimer moshe mouna mounir moyo mridula mrinal mthunzi mubashir
    mudassar mukta mulugeta mumbi muriel muthoni mutua mwangi mwende my-linh myroslava myrtle naa
    nabeel nadeem naeem naima nalan naledi nalini namrata nanami nandini narayan narendra nasima
    nasir natalka nathaniel navin nazar necla nerys nga ngaire ngan nghia ngo nhan nhat nhi nicanor
    nicoleta nidhi nighat niharika nihat nii nikau nimra nirmala nishant nitya niyi nizar nizhoni
    njoki njoroge nnenna nobuko nobuyuki noemi nokuthula noman nomsa nonso norberto noriko nurcan
    nuri nurul nwamaka nwando nyasha nyima nyokabi obi obiageli octavio octavius odunayo ofelia
    okeke okello oksanka okwudili olaide olanna olayinka olesia olu oluchi olusegun oluwadamilola
    oluwaseyi olwen olya omari omolara omondi omotola onome onyango opeyemi orest orlaith osman
    osvaldo oswin ottavia ottilie ottoline ouma oussama ovidiu oyinkan padma paloma panagiotis paola
    paulina pawel payal peg penelope percival peregrine perpetua persephone petro petronella phat
    phu phuc piotr piotrek piyush poonam porfirio portia prachi pragya pranali prasanna prateek
    pritam priyam przemek purnima qasim quan quanisha quentin quoc rabia rachida radek radha radhika
    raekwon rafiq raghav raghu raheem rajesh rajni raluca ramiro ramya rangi ranjana ravindra raza
    razvan redouane reem refugio reginald rehan reinaldo remi renata renske reynaldo rhiannon
    ricardo rigoberto ritu rivka rocio rogelio rohini rokeya roksolana romilly ronke rosalba rosalie
    rosalind rosamund roshni rowland ruairidh ruaridh rudo rufus rukhsana rukiye rukmini rupa
    rupertina rutendo ryo ryoko ryosuke ryszard ryuichi saad sade sadhbh sadia sagal sagar sahil
    saif sajid salvador salwa samarth sameera samina sana sandhya santino sanya sarika sarthak
    satyajit savita sayaka sayuri sebastian sedef seiji selam semra serap seraphina serhii seun
    sevda shabana shabnam shafiq shafqat shahid shahzad shaila shakil shanelle shanequa shaniece
    shankar shanthi sharmila sheridan shigeo shinobu shira shizuka shobha shohei shraddha shrikant
    shruthi shubham shunsuke sibongile sibusiso sibyl sidharth siham silverio silviu simi simisola
    sione sioned slawek slawomir smriti socorro sohail sola soledad solene solomiya somto somya
    sonal songul soren souad soufiane sourav stanislaw stavros stefania stelian stepan subhash
    sudeep sugandha suheyla sujay suleyman sumaiya suman sumera sunniva supriya sushma susumu svenja
    svetla svitlana svyatoslav swapnil sybil szymon tabitha tadek tadeusz taeko tahira tahmina taiki
    taisiya takahiro takako takeo takisha talha tamar tane tanesha tanmay tanveer tarkan tarquin
    tasnim tatenda tatsuya tayo temi temitayo tendekai tetiana tetsuo teun tevita thaddeus tham
    thandeka thang themba theodora thibault thinh tho thoa thomasina thuan tigist tiwa toan tochukwu
    tolani tolu toluwani tomas tomohiro tomos tomoya torquil toru toyin trang trayvon trey trieu
    trisha trong truc tsering tsutomu tulay tumelo tuncay tung tushar tuyen ugochi ujjwal ujunwa
    ulises ulysses upasana urszula uttam uzma uzochukwu vaidehi valdir valeria valeriu vandana vani
    vasudha vasundhara vasyl vaughan veena venetia veronica veronika vibha vicente vidhi viktoriya
    vimal vinita violeta viorica viraj vishnu vitalik vlad vlada vy wael wafa wafula wairimu
    waithera wajid waldemar wale wallace wangari wanjala waqar waqas warsan widad wieslaw wiktoria
    wilf wilfred wilfredo wilhelmina winifred wiremu wladyslaw wojciech wojtek wren wunmi xanthe
    ximena xiulan yamileth yamini yannick yared yarema yashika yasir yassine yasuko yasuo yaw yemi
    yesenia yesim yevhen yevhenia yiannis yildiz yinka yohannes yoshi yoshio younis youssra yui
    yukari yuki yuko yulka yumiko yusra yuto yuya yvaine zachary zafer zara zbigniew zbyszek zebedee
    zeeshan zeke zeki zewdu zikora zimuzo zineb zlata zofia zohra zoryana zosia zsofia zulema
    zulfiqar zuzanna
"""
_CELTIC = """
    aine aisling aoife bronagh bronwen cadhla caitlin caoimhe caolan carys ceri cian ciara cillian
    clodagh conor cormac dafydd daithi darragh dearbhla declan diarmuid donal eilidh eimear eirlys
    eithne emrys eoghan eoin fergal ffion fiadh fionnuala gethin grainne gruffydd gwenllian iestyn
    ieuan isla keelan lorcan maeve mairead mairi morwenna muireann niamh oisin orla padraig rhiannon
    rhodri roisin ruairi saoirse seamus shona sinead siobhan sorcha tadhg tegwen una
"""

SHORT_FORMS = frozenset(_SHORT.split())
"""What people are called among friends; chats write many of them small."""
FAR_NAMES = frozenset(
    f"{_SOUTH_ASIA}{_AFRICA}{_EAST}{_WEST_ASIA}{_CELTIC}{_SIKH_AND_GUJARATI}{_AMERICAS}{_OTHER_LANDS}".split()
)
_SYLLABLES = """
    ah bin bok bong byung chan chang cheng cheol chi ching chiu chul chun chung dae dong eun fai
    feng fong gyu ha hae han hee heon ho hoe hong hoon hua hui hun hwa hwan hye hyeok hyeon hyun in
    jae jeong ji jia jian jie jin jing jong joo joon ju jun jung kam kei ken keung ki kin kit kuan
    kwan kwok kwong kyu kyung lai lam lan lei lim lin ling lok long lung mei men mi min ming miu mun
    myung na nam oh ok pik ping po pui qing rae ran rim rui san sang sau seo seok seon seong seul
    seung sik sim sin siu so soo sook su suk sung tae tai tak ting tsz tung wa wah wai wan wei wen
    win wing wo won wong woo wook xia xiao xin ya yan yee yeh yen yeon yeong yi yin ying yiu yong
    yoon young yu yuan yue yuen yuk yun zhang zhen zhi
"""
SYLLABLES = frozenset(_SYLLABLES.split())
"""Halves of Korean and Chinese names in Latin letters."""
