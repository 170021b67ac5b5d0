#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "engine/values/logit_lens.h"
#include "widgets/common/theme.h"

namespace vitrine::widgets {

/// The logit lens as a table: depths down, tokens across. Columns that have not been computed yet
/// are empty.
class LogitLensModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// What a cell's colour and export say.
    enum class Measure {
        TopProbability, ///< of the token that the layer would say
        TargetProbability, ///< of the token that is really there
        TargetRank, ///< of the same; coloured by its logarithm
    };

    explicit LogitLensModel(QObject* parent);

    /// A new text or model: `tokens` name the columns, and nothing is known of them.
    void reset(int depths, const QStringList& tokens);
    /// Fills in the columns that `lens` holds; `names` are those of candidates' bytes.
    void addColumns(const LogitLens& lens);
    bool isKnown(int column) const;
    const LogitLensCell* cell(int depth, int column) const;
    void setMeasure(Measure measure);
    Measure measure() const { return m_measure; }
    void setTheme(const Theme& theme);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    struct Column {
        std::optional<TokenId> target;
        std::vector<LogitLensCell> cells; ///< [depth]; empty until it is known
    };

    QString text(const LogitLensCell& cell) const;
    double measured(const LogitLensCell& cell) const;
    double share(const LogitLensCell& cell) const;
    QString tooltip(const LogitLensCell& cell) const;

    int m_depths = 0;
    QStringList m_tokens;
    std::vector<Column> m_columns;
    Measure m_measure = Measure::TopProbability;
    Theme m_theme;
};

} // namespace vitrine::widgets
