package land_test

import (
	"fmt"

	"github.com/sanxian/sanxian/zones/quota"
	"github.com/sanxian/sanxian/zones/quota/land"
)

func ExampleParcel_Idle() {
	finding, _ := land.Parcel{
		AgreedStart: "2022-03-01", Started: "2022-06-01", Suspended: "2023-05-20",
		ToBuild: 6 * quota.Hectare, Built: 2*quota.Hectare - 1, // one square metre short of a third
	}.Idle("2025-01-01")
	fmt.Println(finding.Status, "since", finding.Since, finding.Citations[0].Title, finding.Citations[0].Article)
	// Output: may_be_idle since 2024-05-21 闲置土地处置办法 第二条
}
