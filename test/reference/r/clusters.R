# 16 of 60 clusters in two strata; all their things, or a part of them in two stages. Clusters are numbered anew in each stratum (nested).
set.seed(16)
clusters_in <- c(k1 = 35, k2 = 25)
drawn_in <- c(k1 = 9, k2 = 7)
first <- data.frame(stratum = rep(names(drawn_in), drawn_in), nested = c(1:9, 1:7))
first$cluster <- paste0(first$stratum, "_", first$nested)
first$effect <- exp(rnorm(16, 0, 0.3))
per <- 3 + rpois(16, 3)
rows <- first[rep(1:16, per), ]
rows <- cbind(rows, things(nrow(rows), 10 * rows$effect, 0.1))
rows$code <- sprintf("u%03d", seq_len(nrow(rows)))
rows$all_clusters <- 60
rows$clusters <- clusters_in[rows$stratum]
rows$weight <- round(clusters_in[rows$stratum] / drawn_in[rows$stratum] * rep(runif(16, 0.8, 1.2), per), 3)
rows$item[match(unique(rows$cluster), rows$cluster)] <- rows$y[match(unique(rows$cluster), rows$cluster)]
write_data("clusters", rows[c("code", "stratum", "cluster", "nested", "weight", "all_clusters", "clusters", "region", "y", "x", "yes", "item", "kind", "none")])
rows <- with_kinds(rows)

# Two stages: of each cluster 3 to 5 groups of several, every thing of a group.
groups <- 3 + rpois(16, 1)
second <- first[rep(1:16, groups), ]
second$group <- paste0(second$cluster, "_", unlist(lapply(groups, seq_len)))
second$all_groups <- rep(groups + 1 + rpois(16, 3), groups)
second$all_groups[second$cluster == "k2_4"] <- sum(second$cluster == "k2_4") # a cluster whose groups were all drawn
things_in <- sample(1:3, nrow(second), replace = TRUE)
inner <- second[rep(seq_len(nrow(second)), things_in), ]
inner <- cbind(inner, things(nrow(inner), 10 * inner$effect, 0.1))
firsts <- match(unique(inner$group), inner$group)
inner$item[firsts] <- inner$y[firsts] # every group answers something: else its cluster has fewer groups
inner$code <- sprintf("v%03d", seq_len(nrow(inner)))
inner$all_clusters <- 60
inner$clusters <- clusters_in[inner$stratum]
inner$w <- inner$all_clusters / 16 * as.numeric(inner$all_groups / tapply(inner$group, inner$cluster, function(g) length(unique(g)))[inner$cluster])
inner$weight <- round(inner$w, 3)
inner$inner_number <- as.integer(sub(".*_", "", inner$group))
write_data("stages", inner[c("code", "stratum", "cluster", "group", "nested", "inner_number", "weight", "all_clusters", "clusters", "all_groups", "region", "y", "x", "yes", "item", "kind", "none")])
inner <- with_kinds(inner)
groups_of <- tapply(inner$group, inner$cluster, function(g) length(unique(g)))
layered <- transform(inner, w = as.numeric(clusters / drawn_in[stratum] * all_groups / groups_of[cluster]))

weighted <- transform(rows, w = weight)
equal <- transform(rows, w = 60 / 16)
designs <- list(
  one_stage = function(items) svydesign(id = ~cluster, weights = ~spread, fpc = ~all_clusters, data = spread(weighted, items, NULL)),
  one_stage_domain = function(items) svydesign(id = ~cluster, weights = ~weight, fpc = ~all_clusters, data = rows),
  one_stage_plain = function(items) svydesign(id = ~cluster, weights = ~spread, fpc = ~all_clusters, data = spread(equal, items, NULL)),
  one_stage_nofpc = function(items) svydesign(id = ~cluster, weights = ~spread, data = spread(weighted, items, NULL)),
  strat_cluster = function(items) svydesign(id = ~nested, strata = ~stratum, nest = TRUE, weights = ~spread, fpc = ~clusters, data = spread(weighted, items, "stratum")),
  two_stage = function(items) svydesign(id = ~cluster + group, weights = ~spread, fpc = ~all_clusters + all_groups, data = spread(inner, items, NULL)),
  two_stage_domain = function(items) svydesign(id = ~cluster + group, weights = ~w, fpc = ~all_clusters + all_groups, data = inner),
  two_stage_nofpc = function(items) svydesign(id = ~cluster + group, weights = ~spread, data = spread(transform(inner, w = weight), items, NULL)),
  two_stage_nested = function(items) svydesign(id = ~nested + inner_number, strata = ~stratum, nest = TRUE, weights = ~spread, fpc = ~clusters + all_groups, data = spread(layered, items, "stratum")),
  strat_two_stage = function(items) svydesign(id = ~cluster + group, strata = ~stratum, weights = ~spread, fpc = ~clusters + all_groups, data = spread(layered, items, "stratum")))
# R works the weights out itself where it is given the counts.
stopifnot(all.equal(unname(weights(svydesign(id = ~cluster + group, fpc = ~all_clusters + all_groups, data = inner), "sampling")), inner$w))
ask_all("clusters", names(designs))

# Weights made to meet known numbers of things of each kind; how many clusters there are is not known then.
kind_totals <- c(a = 200, b = 130, c = 70)
write_data("kinds", data.frame(kind = names(kind_totals), things = kind_totals))
designs <- list(post_clusters = function(items) {
  known <- rows[stats::complete.cases(rows[items]), ]
  postStratify(svydesign(id = ~cluster, weights = ~weight, data = known), ~kind, data.frame(kind = names(kind_totals), Freq = as.numeric(kind_totals)))
})
ask_all("calibrated", "post_clusters")
