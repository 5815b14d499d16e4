"""WeChat in the layout of WeClone."""

CSV = """id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime,is_forward
1,101,文本,0,wxid_a,,你好,,2024/10/4 11:42,False
2,102,文本,1,me,,"hi, you",,2024/10/4 11:43,False
3,103,图片,0,wxid_a,,,x.jpg,2024/10/4 11:44,False
4,104,文本,0,wxid_a,,别人的话,,2024-10-04 11:45:10,True
5,105,系统通知,0,wxid_a,,joined,,2024-10-04 11:46:10,False
6,106,动画表情,1,me,,,,2024-10-04 11:47:10,False
7,107,文本,0,wxid_b,group1,群里,,2024-10-04 11:48:10,False
"""

FILES = {"wxid_a_0_6.csv": CSV.encode()}
