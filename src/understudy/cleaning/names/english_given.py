"""Given names of English texts that the lists of Faker lack: short forms, and names of far places.

Names that are oftener another English word are left out; of the others a capital letter decides, or
what stands before them.
"""

_SHORT = """
    abby addie aggie alfie ally andie annie archie ashy ayo bazza becca beccy benji benjy bernie
    bertie beth betsy billie bobbie bobby cammy caz cazza cecily charlie chazza chrissie chrissy
    cissie clemmie connie dani danny davey davie davo debbie debby dee deano deedee dobbie donny
    dougie eddie effie ellie elsie emmie ernie ettie evie fergie flossie frankie franny freddie
    freddy fredo gabby gaz gazza geoff georgie gerry gertie gregg gussie gwennie hattie hettie immy
    izzy jackie jacko jamie janey jase jazza jem jenna jenny jess jessie jimbo jimmy joey johnno
    johnny jonesy jonny josie jozza kaz kazza katie katy kenny kev kevvy kiki kimmy kirsty lachie
    lainey larry leni lenny lettie libby lilly lizzie lizzy lottie louie lulu maddie maddy madge
    maggie mandy manny marge margie marty mattie matty maz mazza meggie mel mia mikey millie milly
    minnie moe molly mollie monty morty nate nattie ned nellie nessa netty nicky nicki nico ninny
    nola ollie ozzie patti pattie peggy pete petey philly phoebe polly raff ralphie reggie rhys
    richie ricky ritchie robbie robby ronnie ronny rosie roxy rubes russ sammy sammie sandi shaz
    shazza shelly simmo soph sophie steph stevie stevo stu susie suzie suze suzy tam tamsin ted
    terri tess tessie theo tilly timmy timmo toby tommo tommy toni tonya trish trixie trudy val
    vicky vickie viv wally wendy wes willy winnie xander zach zack zak
"""
_SOUTH_ASIA = """
    aarav abhishek aditi aditya ajay akash akshay amit amitabh anand aniket anirudh anita anjali
    ankit ankita ankur anuj anupam anushka aparna arjun arun aruna arvind asha ashish ashok ashwin
    ayesha bhaskar bhavna chandra chetan chitra deepa deepak deepika devika dinesh divya gaurav
    gautam geeta girish gopal govind harish harsh hemant imran indira isha ishaan jagdish jayant
    jyoti kabir kamal karan kavita kavya kiran kishore krishnan kunal lakshmi lalit madhavi madhuri
    mahesh manish manoj meena meera mohit mukesh naveen neeraj neha nikhil nilesh nisha nitin
    pallavi pankaj parth pooja prabhu pradeep prakash pramod pranav prasad prashant praveen preeti
    priti priya priyanka rahul rajat rajeev rajesh rajiv rakesh ramesh ranjit rashmi ravi rekha renu
    ritika rohan rohit sachin sameer sandeep sangeeta sanjana sanjay sanjeev santosh sarita satish
    saurabh shalini shankar shashi shilpa shivani shreya shruti shweta siddharth smita sneha sonali
    srinivas sudha sudhir sujata sumit sunil sunita suresh swati tanvi tarun uday umesh usha
    vaishali varun venkat venkatesh vidya vijay vikas vikram vinay vineet vinod vishal vivek yash
    yogesh zoya asif bilal farhan fatima faisal hamza hina kashif nasreen nazia rizwan saima shazia
    tariq usman wasim yasmeen zahid zainab zubair
"""
_AFRICA = """
    abayomi abena abiodun abiola adaeze adanna adaora adebayo adebola adedayo adekunle ademola
    adeola aderonke adesuwa adetokunbo adewale afolabi akosua akua akwasi amara amina aminata
    ayodele ayomide babajide babatunde bolaji bolanle bukola chiamaka chibuike chibuzo chidi
    chidinma chika chike chima chimamanda chinedu chinelo chinonso chinwe chioma chukwuemeka
    chukwudi damilola ebere efua ekow emeka enitan esi eze fela folake folasade funke funmilayo
    ibrahima ifeanyi ifeoma ifunanya ikenna jelani kayode kehinde kelechi khadija kofi kojo kunle
    kwabena kwaku kwame kwasi kwesi lerato lindiwe makena mandla modupe mpho nkechi nkiru nkosana
    nkem nnamdi nneka ngozi nia njeri nomvula nosipho ntombi nyambura obafemi obinna okechukwu
    olabisi oladipo olamide olanrewaju olufemi olumide oluwaseun oluwatobi onyeka osagie otieno oyin
    rotimi segun sipho simisola sizwe tafari taiwo tamika tariro temitope tendai thabo thandi
    thandiwe themba titilayo tobi tolulope tunde uche uchenna uzoma wambui wanjiku wanjiru yaa
    yetunde zanele zola zodwa
"""
_EAST = """
    aigerim aleksei alexei alexey alina aliya alyona anatoly andriy anton arkady artem artyom azamat
    bogdan boris bogdana darya denys dmitri dmitriy dmitry dmytro ekaterina elena evgenia evgeni
    evgeny fyodor galina gennady grigory gulnara igor ilya inna irina ivan kirill ksenia ksenija
    larisa leonid lidia lyudmila maksim maxim mykola nadezhda natalia natalya nikita nikolai nikolay
    nina oksana oleg oleksandr oleksiy oleh olena olga olha ostap pavel pavlo pyotr ruslan rustam
    sergei sergey serhiy sergiy stanislav svetlana taras tatiana tatyana timur vadim valentina
    valery vasily vera viktor viktoria vitaly vitalii vladimir vladislav volodymyr vyacheslav yana
    yaroslav yekaterina yelena yevgeny yulia yuliya yuri yuriy zhanna zoya bolin changming chao chen
    chenxi chunhua dandan dawei dongmei guang guoliang haiyan hao haoran hongwei huan hui jia jiahao
    jian jianguo jianhua jianjun jiawei jiayi jie jing jingyi jinhua junjie junwei lei lihua lijuan
    liling liping liwei meihua meiling mingyu minghui ningning peng pengfei qiang rui ruolan shan
    shuang shufen siyu tingting wei weiming weiwei wenjing wenjun wenwen xia xiang xiao xiaobo
    xiaofeng xiaohong xiaohui xiaojun xiaolan xiaoli xiaoling xiaolong xiaomei xiaoming xiaoping
    xiaoyan xiaoyu xin xinyi xiuying xue xuemei yajun yan yanling yating yichen yifan yihan ying
    yingying yixuan yong yuanyuan yuchen yuhan yun yuting yuxuan zemin zhen zhiqiang zhiwei zhiyuan
    zihan zimo zixuan akiko asami ayaka ayumi chiyo daichi daisuke eiji emiko fumiko haruka haruki
    haruto hideo hideki hiroki hiroko hiroshi hiroto junko kaori katsuo kazuki kazuo keiko keisuke
    kenji kenta kumiko makoto mariko masako masaru mayumi megumi michiko midori miyuki naoki naoko
    natsuki noriko osamu reiko ryota sachiko sakura satoshi shigeru shinji shiori shinya shota
    sumiko tadashi taichi takashi takeshi takumi tetsuya tomoko toshiro tsubasa yoko yoshiko yosuke
    yuichi yuka yukiko yumi yusuke eunji eunjung hana haneul heejin hyejin hyun hyunwoo jaehyun
    jihoon jimin jisoo jiwon jiyoung junho kyung minho minji minjun minseo sangwoo seojun seoyeon
    seung soojin soyeon sujin sungmin taehyung woojin yeji yejin yoona yuna anh binh duc hoang huong
    khanh linh minh ngoc nguyet nhung phuong quang quynh tam thanh thao thi thuy tien trang trinh
    trung tuan tuyet uyen vinh xuan
"""
_WEST_ASIA = """
    abdullah abdulrahman adnan ahmed amal amjad anwar ayman aziza basma bassam dalia dina ehab emad
    fadi fares farid farida farouk fawzi ghada habiba haitham hakan hala hanan hani hassan hatem
    haydar hend hisham hossam huda hussein ibtisam ihab jamal jamila karim khalid khaled laila lamia
    layla leila lubna mahmoud maha majid malak mansour marwa marwan maysa mazen mehmet mohamad
    mohamed mohammad mohammed mona mostafa muhammad munir mustafa nabil nadia naglaa najwa nasser
    nawal nayef nermin noor noura omar osama rabab rami rana rania rasha rashid rehab rima saad
    safaa salah salma saleh sami samir samira sana sanaa sara sawsan shadi shaimaa sherif suha
    suhail sumaya taha tamer wael walid yahya yara yasser yasmin yousef youssef yusuf zaid zaki
    zeina zeynep aylin aysegul aysun bahar baris berk burak busra canan cem cemal ceren deniz derya
    ebru ece elif emel emine emre engin erdem esra fatih fatma ferhat furkan gizem gokhan gul gulay
    hande hatice ilker irem kaan kemal kerem levent merve meryem metin murat nazli neslihan nilufer
    nuray oguz onur orhan ozge ozgur ozlem pelin pinar recep selim selin serkan sevgi sibel sinan
    tolga tugba turgut ufuk umut volkan yasemin yavuz yigit arash azadeh babak behrouz dariush
    farhad farzaneh golnaz hamid hossein kamran kaveh kourosh ladan laleh mahsa maryam masoud mehdi
    mehran mina mitra mojtaba nasrin nasim negar nima niloofar parisa parvin payam pegah pouya ramin
    reza roya saeed sahar sepideh shahram shirin siamak soheila soroush vahid yalda zahra
"""
_CELTIC = """
    aine aisling aoife bronagh bronwen cadhla caitlin caoimhe caolan carys ceri ciara cian cillian
    clodagh conor cormac dafydd daithi darragh declan dearbhla diarmuid donal eilidh eimear eirlys
    eithne emrys eoghan eoin fergal ffion fiadh fionnuala gethin grainne gruffydd gwenllian iestyn
    ieuan isla keelan lorcan mairead mairi maeve morwenna muireann niamh oisin orla padraig rhiannon
    rhodri roisin ruairi saoirse seamus shona sinead siobhan sorcha tadhg tegwen una
"""

SHORT_FORMS = frozenset(_SHORT.split())
"""What people are called among friends; chats write many of them small."""
FAR_NAMES = frozenset(f"{_SOUTH_ASIA}{_AFRICA}{_EAST}{_WEST_ASIA}{_CELTIC}".split())
