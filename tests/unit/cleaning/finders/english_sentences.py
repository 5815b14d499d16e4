"""English sentences as `sentences` has them, of spellings that came to light later."""

ENGLISH_FOUND = {
    "PHONE": """
        my number is ⟦oh seven seven double oh, nine hundred, one two three⟧
        it's ⟦0 7 9 double 1, 1 2 3 4 5 6⟧
        call ⟦Three One Oh Five Five Five Zero One Seven Seven⟧
        his cell, ⟦three one oh then five five five then oh one seven seven⟧
        mobile ⟦07700.900.123⟧
        reception is ⟦0161 496 0123 ext. 4417⟧, ask for billing
        Office: ⟦(212) 555-0144 x203⟧
        Callback ⟦555-0172 ext. 14⟧ please
        my desk is ext. ⟦4417⟧, internal only
        either ⟦617-555-0103/0104⟧ works
        it's ⟦646 555 0182⟧, same as before
        hit me up ⟦3105550177⟧
        Phone number (home): ⟦5035550162⟧
    """,
    "PASSPORT": """
        my passport number is ⟦five three three, four oh one, nine three one⟧
        my pasport is ⟦533401931⟧
        passport (Irish) ⟦PA1234567⟧ runs out
        travel document no. ⟦RE1234567⟧
        ⟦533401931⟧ is my passport number
        ppt no. ⟦P1234567⟧
    """,
    "DOCUMENT": """
        licence: ⟦MORGA753116SM9IJ⟧
        DL#: ⟦D123-4567-8901⟧
        my licence number's ⟦JONES 811124 AB9CD⟧
        provisional licence ⟦SMITH806199SA9IJ⟧
        DLN ⟦F255921812345⟧
    """,
    "NATIONAL_ID": """
        my NI number is ⟦JK 12 34 56 C⟧
        it says ⟦JK 12 34 56 A⟧ here
        SIN: ⟦130 692 544⟧
        aadhaar ⟦2345 6789 0124⟧
        pan card: ⟦ABCPE1234G⟧
        CPF ⟦390.533.447-05⟧
        tax file number ⟦865414088⟧
        PESEL ⟦44051401359⟧
        ⟦784-1990-1234567-1⟧ in the file
        Emirates ID: ⟦784199012345671⟧
        NRIC no ⟦S8812345F⟧
        her HKID is ⟦A123456(3)⟧
        UTR: ⟦4417 882 913⟧
    """,
    "POLICY": """
        medicare no ⟦2428 77813 2⟧
        member ⟦XYZ901223344⟧ was billed
        insurance card number ⟦88 231 990 A⟧
        health insurance: Aetna, ID ⟦W1123 45678⟧
        claim for policyholder ⟦44-120-998⟧
    """,
    "RECORD": """
        MRN ⟦seven seven one two oh⟧
        Hosp no ⟦K448120⟧
        pat. no. ⟦77120⟧
        Record no: ⟦33-20-19⟧ (clinic)
        chart #⟦5521-B⟧
        client ID ⟦88120⟧ of the ward
    """,
    "ACCOUNT_NUMBER": """
        account number is ⟦five one two four, eight one two five⟧
        acc no ⟦51248125⟧
        sort code 20-11-42 A/C ⟦51248128⟧
        pay it into 20-11-44 ⟦51248130⟧ please
        account number (8 digits): ⟦10293847⟧
        ⟦49281736⟧ is my account number
        account name T Bright, number ⟦91827365⟧
        pay into Lloyds ⟦91827366⟧
        the account number for the rent is ⟦91827367⟧
    """,
    "SSN": """
        soc sec no ⟦219 09 9999⟧
        ss# ⟦219099996⟧
    """,
    "MAC": """
        mac addr ⟦3c22fb129a0e⟧ got blocked
    """,
    "BIRTH_DATE": """
        date of birth ⟦July the ninth nineteen eighty-two⟧, she said
        born ⟦August the 3rd 1990⟧ in Leeds
        my bday's ⟦11/02⟧, not in January
        DOB ⟦04NOV1956⟧
        DOB⟦03/02/1971⟧, F
        date-of-birth ⟦1956/11/04⟧
        DoB: ⟦19561104⟧
        b. ⟦3 Feb 1971⟧
        ⟦3 Feb 1971⟧ is my date of birth
        ⟦14.11.1983⟧, that's my birthday
        turning 40 on ⟦May 9⟧
        Kids' dates of birth: ⟦22/07/2016⟧, ⟦03/11/2018⟧
        birthdays: Tom ⟦3 Feb⟧, Amy ⟦9 May⟧
        born on the ⟦12th of May nineteen eighty⟧
    """,
    "ADDRESS": """
        at ⟦14 Maple, flat 3⟧
        come to ⟦22 Oakfield⟧, it's the blue door
        deliver to ⟦Flat 2, 7 Harcourt⟧
        pick me up from ⟦88 Sycamore⟧
        carers go to ⟦15 Pepys Rise⟧: key safe on the left
        parcel for ⟦11 Cowper Downs, Rathmines, Dublin 6⟧
        insured at ⟦2408 Tansy Hill Dr.⟧ Policy to follow
        ⟦Unit 6, 51 Telegraph Hollow⟧ / third week without heat
        lives at ⟦5103 Mesquite Hollow Trl⟧, he paid cash
        post goes to ⟦Lindenwinkel 8, 50667 Köln⟧ from May
        ⟦4/22 Wattle Street, Bondi NSW 2026⟧
        ⟦Apt 4, 118 King St W, Toronto ON M5H 1A1⟧
        ⟦3rd floor, 45 Dame Street, Dublin 2⟧
        ⟦350 5th Ave, 34th floor⟧ of it
        to Mrs Hale, ⟦7 The Green⟧, Otley
        ⟦Flat No. 203, Sai Residency, MG Road, Bengaluru⟧
        ⟦B-204, Green Park Apartments, Andheri West⟧
        ⟦Flat 9, Alder House, 41 Canal Road⟧ it is
        ⟦House 7, Road 12, Dhanmondi⟧
        come to ⟦32 windsor drive⟧
        live on ⟦Oak Street, number 14⟧
        ⟦Rose Cottage, Church Lane⟧, number 2 is next
        ⟦12A Abbey Walk⟧, ring twice
        ⟦14 Queensway, flat 9⟧
        postal code ⟦K1A 0B1⟧
        Eircode ⟦D02 X285⟧
        ⟦GPO Box 1234⟧
    """,
    "PLATE": """
        the plate was ⟦KXR 4821⟧ but mine is ⟦KXP 4821⟧
        Lic plate ⟦7ABC123⟧
        reg is ⟦LK19 XYZ⟧
        my car reg: ⟦ab12cde⟧
        the grey Golf, ⟦BD51 SMR⟧, is blocking me
        tags ⟦JKL-4412⟧
    """,
    "VIN": """
        VIN is ⟦1HG CM826 33A 004354⟧
    """,
    "EMAIL": """
        email me: ⟦sam.k at gmail⟧
        ⟦jane.doe at example dot org⟧ is mine
        write to ⟦jane at post dot example⟧
        ⟦jane.doe AT example DOT com⟧
    """,
    "HANDLE": """
        my insta's ⟦janedoe_x⟧
        my ig is ⟦jane.draws⟧
        my insta is ⟦janedoes⟧
        venmo ⟦@Jane-Doe-4⟧
        cashapp: ⟦$janedoe⟧
        ⟦u/jane_reads⟧ on reddit
        ⟦reddit.com/u/jane_reads⟧
        psn is ⟦Jane_4417⟧
    """,
    "PASSWORD": """
        the gate code is ⟦four four one seven⟧
        pin is ⟦forty-four seventeen⟧
        code is ⟦triple seven four⟧ for the gate
        front door ⟦4471⟧, back door ⟦4472⟧
        the safe opens with ⟦190477⟧
        locker 14, code ⟦6638⟧
        backup codes: ⟦8841 2210⟧, ⟦9917 3345⟧
        memorable word is ⟦ladybird⟧
        wifi is ⟦fernbank22⟧ network BT-HUB
        the router admin is still ⟦T1mber-wolf!88⟧, change it
        locked out again, is it still ⟦crumpet99⟧ for the office laptop
        login for next time is root / ⟦Gumnut_2291⟧ as before
        the gate code is ⟦9 0 2 6⟧ hash and then go down
        it's in the chat. its ⟦6638⟧ for the alarm panel, please
        gate code ⟦33к4417⟧ at night
        wifi password is ⟦sunflower⟧
        password for the portal is ⟦Sunny-Day-41⟧
        wifi: GuestNet, pass ⟦bluebird42⟧
        new pw for netflix ⟦Popcorn!22⟧
        wifi code ⟦fernbank22⟧
        wifi: Pinecone5G / ⟦fernbank22⟧
        api key ⟦8f14e45fceea167a5a36dedd4bea2543⟧
        OTP ⟦448122⟧
        my pin ⟦4471⟧
        code: ⟦447188⟧ (bank app)
        your code is ⟦448120⟧
        ⟦448121⟧ is your verification code
        Use ⟦448126⟧ to sign in
        2fa code ⟦448 125⟧
        pin number ⟦4472⟧
        PIN ⟦4471⟧
        lockbox ⟦4476⟧
        alarm code ⟦4478⟧
        combination is ⟦24-8-31⟧
        key box on the left, code ⟦2205⟧
        door code changed to ⟦C4471X⟧
        3 digits on the back are ⟦884⟧
        gate ⟦7717#⟧, park on the left
    """,
}
ENGLISH_KEPT = """
    one two three four five six seven eight nine ten, coming; it ended six four, seven five, six two
    it costs four hundred and twenty five pounds; pin four posters on the wall, two each; ten nine eight seven six five four
    call me in five to seven minutes; the code is four lines long; chapter twenty one, page forty four
    at 14 Maple trees the path turns; at 5 Monday we meet; come to 3 Lectures a week; moved to 2 Teams; from 3 Python files
    locked out after VPN client 5.1.2.10 upgrade; Username: required. Phone: optional.
    its 1200 for the gate; it is still 5.1.2 on the server; is it still 21 degrees for the tablet
    bed 4 Mary Dr. Who; Chapter 8, 50667 Records; 3 Old Oaks fell; 12 Mallard Ducks
    the account has 120000 users; account balance 51248 dollars; sort code 20-00-00, routing 021000021
    a/c unit 12000 BTU; acct number ends in 4417; savings 12000
    ext4 is a file system, ext. 3 of it; text 555 lines; reach 4000000 users; cell count 4500000
    tracking no. 9400 1000 0000 0000 0000 00; order 44626 01990 23124; order 7741-20395-11
    passport costs 82.50 and 10 days; passport photo 35x45 mm; passport office opens 9:30
    licence fee 43 pounds from 2018; licensed for 12 seats until 2027; license 2.0; dl 2024 report
    sin 45 degrees is 0.7071; the pan is 12 inches wide; ni 10% growth; PAN-OS 10.2.3; PPS 2023
    social media 2024 report, social 45; Medicare 2024 premium 174.70; member 12 of 40
    reg 12 of the 2016 regulations; tags 2024, v1.2; plate 4 shows 12 cells; the plate is 12 inches wide
    chart 12 on page 44; unit 12 of the course; client 2.0; case 12 of the series; lot 443-21-9981
    born to run, 1975; the company was born 2009; birthday sale 50% off until 12/05; turning left on May
    the password is correct; password is missing; password is only shown once; pass 12 of them
    error code 448120, zip code 10061, promo code SAVE2024, country code 44, source code 2000
    7382 6569 2806 7889 is the activation code; the code is 404, not 500; use 448 grams of flour
    Use 250000 to scale; door 12, gate 14, safe 2 eat, lock 3 times; combo 12 with fries
    the alarm is 2000 dollars; combination of 12 drugs; keypad 12 keys; pin 13 of the board
    room 214 is booked; house 7 of the zodiac; block 14 failed at height 840000; sector 22 of the disk
    3 Court cases, 2 Close Calls this week, 24 Hour Fitness; at 12 o'clock in the square; lot 14 sold
    PO 448120 approved, P.O. 4500012345; box 12 of 40; billing zip 60614; from 2 to 20 mile drive
    steam: 120 C, insta is down, my insta is private, username is required, discord is down, $PATH
    the ratio at scale dot com; u/s beams; PayPal 2024 report; github v2.10 is out
    tracking number 9405 5036 9930 0447 1882 13
    commit sent from iPhone 12; ph 7.4; mac 14.5; machine 123456789012
"""
