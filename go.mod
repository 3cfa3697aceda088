module github.com/sanxian/sanxian

go 1.23.0

require (
	github.com/golang/geo v0.0.0-20260818125358-b200a1149890
	github.com/stretchr/testify v1.11.1
	github.com/tidwall/rtree v1.10.0
	golang.org/x/text v0.28.0
	pgregory.net/rapid v1.2.0
)

require (
	github.com/davecgh/go-spew v1.1.1 // indirect
	github.com/pmezard/go-difflib v1.0.0 // indirect
	github.com/tidwall/geoindex v1.7.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)
