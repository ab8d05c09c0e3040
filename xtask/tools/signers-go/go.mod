module signers

go 1.25

require github.com/tencentyun/tls-sig-api-v2-golang v1.3.0
