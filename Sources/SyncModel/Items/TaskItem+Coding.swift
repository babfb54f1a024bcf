public import WBXML

extension TaskItem: Element {
  /// One row per element of [MS-ASTASK] 2.2.2.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.element(AirSyncBase.body, &body)
    try coder.text(Tasks.subject, &subject)
    try coder.integer(Tasks.importance, &importance)
    try coder.dateTime(Tasks.utcStartDate, &utcStartDate)
    try coder.dateTime(Tasks.startDate, &startDate)
    try coder.dateTime(Tasks.utcDueDate, &utcDueDate)
    try coder.dateTime(Tasks.dueDate, &dueDate)
    try coder.texts(Tasks.categories, of: Tasks.category, &categories)
    try coder.element(Tasks.recurrence, &recurrence)
    try coder.boolean(Tasks.complete, &complete)
    try coder.dateTime(Tasks.dateCompleted, &dateCompleted)
    try coder.integer(Tasks.sensitivity, &sensitivity)
    try coder.dateTime(Tasks.reminderTime, &reminderTime)
    try coder.boolean(Tasks.reminderSet, &reminderSet)
    try coder.dateTime(Tasks.ordinalDate, &ordinalDate)
    try coder.text(Tasks.subOrdinalDate, &subOrdinalDate)
    try coder.integer(AirSyncBase.nativeBodyType, &nativeBodyType)
  }
}

extension TaskRecurrence: Element {
  /// [MS-ASTASK] 2.2.2.20.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(Tasks.type, &type)
    try coder.dateTime(Tasks.start, &start)
    try coder.dateTime(Tasks.until, &until)
    try coder.integer(Tasks.occurrences, &occurrences)
    try coder.integer(Tasks.interval, &interval)
    try coder.integer(Tasks.dayOfMonth, &dayOfMonth)
    try coder.integer(Tasks.dayOfWeek, &dayOfWeek)
    try coder.integer(Tasks.weekOfMonth, &weekOfMonth)
    try coder.integer(Tasks.monthOfYear, &monthOfYear)
    try coder.boolean(Tasks.regenerate, &regenerate)
    try coder.boolean(Tasks.deadOccur, &deadOccur)
    try coder.integer(Tasks.calendarType, &calendarType)
    try coder.boolean(Tasks.isLeapMonth, &isLeapMonth)
    try coder.integer(Tasks.firstDayOfWeek, &firstDayOfWeek)
  }
}
