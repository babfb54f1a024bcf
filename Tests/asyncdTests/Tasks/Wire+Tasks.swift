import SyncModel
import WBXML

extension Wire {
  /// An element of Tasks with text; with none it is empty.
  static func task(_ token: Tasks, _ text: String = "") -> Wire { Wire(token, text) }

  /// Categories of a task.
  static func categories(_ texts: String...) -> Wire {
    Wire(Tasks.categories, texts.map { Wire(Tasks.category, $0) })
  }

  /// A day in both forms, as a device in Berlin tells it.
  static func due(_ local: String, _ utc: String) -> [Wire] {
    [Wire(Tasks.utcDueDate, utc), Wire(Tasks.dueDate, local)]
  }

  /// As ``due(_:_:)``, for the start.
  static func start(_ local: String, _ utc: String) -> [Wire] {
    [Wire(Tasks.utcStartDate, utc), Wire(Tasks.startDate, local)]
  }
}
