package report

// The Chinese messages by code, one map for each part of the library that has
// codes. The English ones stand where the errors and notes are made.
var messages = []map[string]string{
	messagesBoundary,
	messagesZones,
	messagesGeojson,
	messagesShapefile,
	messagesSurvey,
	messagesWkb,
	messagesOpen,
	messagesRules,
	messagesQuota,
}

// chinese returns the Chinese template of a code.
func chinese(code string) (string, bool) {
	for _, m := range messages {
		if t, ok := m[code]; ok {
			return t, true
		}
	}
	return "", false
}
